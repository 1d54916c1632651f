import { type FileHandle, open } from 'node:fs/promises'
import type { PartParser } from '../contract/format.ts'
import type { FilePart } from './file-parts.ts'
import { reasonOf } from './input-files.ts'
import { type InputFile, type InputOptions, type InputSink, sampleSize } from './input-sink.ts'
import { pieceAt, pieceSize } from './pieces.ts'

type PartOptions = Pick<InputOptions, 'format' | 'signal'> &
  Required<Pick<InputOptions, 'chooseFormat' | 'goOn'>>

/**
 * Reads a part of a file that `partStarts` has parted, as `readInput` reads all of it.
 * @throws only what the sink throws, or the signal's reason
 */
export async function readPart(
  { path }: InputFile,
  { start, seams }: FilePart,
  sink: InputSink,
  { chooseFormat, format, signal, goOn }: PartOptions,
): Promise<void> {
  const tell = (offset: number, message: string) =>
    sink.problem({ path, offset, message, kind: 'file' })
  let file: FileHandle
  try {
    file = await open(path)
  } catch (error) {
    tell(start, reasonOf(error))
    return
  }
  let at = start
  /** Whether the file goes on behind that place. */
  const readTo = async (parser: PartParser, end: number): Promise<boolean> => {
    while (at < end) {
      const piece = await pieceAt(file, at, Math.min(end - at, pieceSize)).catch(reasonOf)
      if (typeof piece === 'string') tell(at, piece)
      if (typeof piece === 'string' || piece.length === 0) return false
      parser.push(piece)
      at += piece.length
      sink.progress?.(piece.length)
      await sink.ready?.()
      signal?.throwIfAborted()
    }
    return true
  }
  /** What stands at a place; whatever is wrong there is told by who reads it. */
  const look = (position: number): Promise<Buffer> =>
    pieceAt(file, position, sampleSize).catch(() => Buffer.alloc(0))
  try {
    const head = await look(0)
    const parting = chooseFormat(head, path)?.parting?.(head, format)
    if (!parting) {
      tell(start, 'the file was changed while it was read; what follows is not read')
      return
    }
    const parser = parting.open(
      {
        event: (event) => sink.event(event, path),
        problem: (found) => sink.problem({ path, ...found }),
      },
      start,
    )
    for (const end of [...seams, Number.POSITIVE_INFINITY]) {
      if (!(await readTo(parser, end))) break
      if (parser.endBefore(await look(end))) return
      const goesOn = await goOn()
      signal?.throwIfAborted()
      if (!goesOn) return
    }
    parser.end()
  } finally {
    await file.close()
  }
}
