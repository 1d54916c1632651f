import { type FileHandle, open } from 'node:fs/promises'
import type { Format, FormatOptions, Parting } from '../contract/format.ts'
import { contentKind } from './content-kind.ts'
import { type InputFile, sampleSize } from './input-sink.ts'
import { pieceAt } from './pieces.ts'

/** A part of a file that is a log. */
export interface FilePart {
  readonly kind: 'bytes'
  readonly start: number
  /** Where the parts behind it begin. */
  readonly seams: readonly number[]
}

export interface PartingOptions {
  readonly chooseFormat: (sample: Uint8Array) => Format | undefined
  /** Handed to the format. */
  readonly format: Partial<FormatOptions>
  /** About how many bytes a part has. */
  readonly partBytes: number
}

/** A beginning for a part is looked for in so many bytes. */
const searchedBytes = 1 << 20
/** So many are tried. */
const mostTries = 32

/**
 * Where the parts of a large log begin, in their order; only the first, 0, for a file that is read as a whole. The first event of each part tells
 * its time: one that tells none would have that of the event before it. Never throws: whatever is wrong is told when the file is read.
 */
export async function partStarts(
  { path, size }: InputFile,
  options: PartingOptions,
): Promise<readonly number[]> {
  if (size < 2 * options.partBytes) return [0]
  try {
    const file = await open(path)
    try {
      return await startsIn(file, size, options)
    } finally {
      await file.close()
    }
  } catch {
    return [0]
  }
}

async function startsIn(
  file: FileHandle,
  size: number,
  { chooseFormat, format, partBytes }: PartingOptions,
): Promise<readonly number[]> {
  const head = await pieceAt(file, 0, sampleSize)
  const parting =
    contentKind(head).kind === 'log' ? chooseFormat(head)?.parting?.(head, format) : undefined
  const starts = [0]
  if (!parting) return starts
  // The last part takes what would be less than half of one.
  for (let at = partBytes; at < size - partBytes / 2; at += partBytes) {
    const bytes = await pieceAt(file, at, searchedBytes)
    const found = startIn(bytes, at, parting)
    if (found !== undefined) starts.push(found)
  }
  return starts
}

function startIn(bytes: Buffer, offset: number, parting: Parting): number | undefined {
  let from = 0
  for (let tried = 0; tried < mostTries; tried++) {
    const at = parting.seam(bytes, from, offset)
    if (at === undefined) return undefined
    const time = firstTime(bytes.subarray(at), offset + at, parting)
    if (time === undefined) return undefined
    if (time !== null) return offset + at
    from = at + 1
  }
  return undefined
}

/** Bytes that are read at a time to find an event. */
const step = 16 * 1024

/** The time of the first event of a part, `null` when it tells none; `undefined` where no event is found. */
function firstTime(bytes: Buffer, start: number, parting: Parting): number | null | undefined {
  let time: number | null | undefined
  const parser = parting.open(
    {
      event(event) {
        if (time === undefined) time = event.time
      },
      problem: () => {},
    },
    start,
  )
  for (let at = 0; at < bytes.length && time === undefined; at += step)
    parser.push(bytes.subarray(at, at + step))
  return time
}
