import { type FileHandle, open } from 'node:fs/promises'
import type { Format, InputProblem } from '../contract/format.ts'
import { bestFormat } from './best-format.ts'
import { contentKind } from './content-kind.ts'
import { type Expansion, ExpansionError, expansionOf } from './expansion.ts'
import { gunzipped } from './inflate.ts'
import { reasonOf } from './input-files.ts'
import {
  type ArchivePart,
  defaultInputLimits,
  type InputFile,
  type InputLimits,
  type InputOptions,
  type InputPlace,
  type InputSink,
  placeName,
  sampleSize,
} from './input-sink.ts'
import { filePieces, gather, type Peeked, type Pieces, peek } from './pieces.ts'
import { type ZipEntry, zipEntries } from './zip-archive.ts'
import { type ReadAt, readAtBuffer, readAtFile, salvagedEntries } from './zip-salvage.ts'

/** What was read from a file. */
export interface InputSummary {
  /** Bytes of logs, after decompression. */
  readonly bytes: number
  /** Logs in the file: 1, or as many as an archive holds that were recognized. */
  readonly logs: number
}

/**
 * Reads a file to the end, piece by piece: whatever formats and compressions lie in it is found by content. What cannot be read
 * is told to the sink; everything before and after it is read all the same.
 * @throws only what the sink throws, or the signal's reason
 */
export async function readInput(
  file: InputFile,
  formats: readonly Format[],
  sink: InputSink,
  options: InputOptions = {},
): Promise<InputSummary> {
  const limits = { ...defaultInputLimits, ...options.limits }
  const reading = new Reading(file, formats, sink, limits, options)
  await reading.readFile()
  return reading
}

/** One file being read. */
class Reading implements InputSummary {
  bytes = 0
  logs = 0
  readonly #file: InputFile
  readonly #formats: readonly Format[]
  readonly #sink: InputSink
  readonly #limits: InputLimits
  readonly #options: InputOptions
  readonly #expansion: Expansion
  /** Set when nothing more of the file may be read. */
  #isOver = false
  #told = 0
  /** Parts that it went on with behind its own. */
  #parts = 0

  constructor(
    file: InputFile,
    formats: readonly Format[],
    sink: InputSink,
    limits: InputLimits,
    options: InputOptions,
  ) {
    this.#file = file
    this.#formats = formats
    this.#sink = sink
    this.#limits = limits
    this.#options = options
    this.#expansion = expansionOf(file.size, limits, options.part?.before)
  }

  async readFile(): Promise<void> {
    const { path, size } = this.#file
    const { part } = this.#options
    if (part) {
      await this.#readArchiveFile({ path })
      // What ends the file ends all parts of it.
      while (this.#isOver && this.#parts < part.seams.length) if (!(await this.#goesOn())) return
      return
    }
    await this.#readContent({ path }, filePieces(path, size, this.#progress), 0)
    this.#progress(size)
  }

  /** Parts that are read twice count once, so that the sum is the file's size in the end. */
  readonly #progress = (bytes: number): void => {
    const { size } = this.#file
    const more = size === 0 ? bytes : Math.min(bytes, size - this.#told)
    this.#told += more
    if (more > 0) this.#sink.progress?.(more)
  }

  #problem(
    place: InputPlace,
    offset: number,
    message: string,
    kind: InputProblem['kind'] = 'file',
  ): void {
    this.#sink.problem({ ...place, offset, message, kind })
  }

  async #readContent(place: InputPlace, source: Pieces, depth: number): Promise<void> {
    const peeked = await peek(source, sampleSize)
    try {
      await this.#readPeeked(place, peeked, depth)
    } finally {
      await peeked.close()
    }
  }

  async #readPeeked(place: InputPlace, peeked: Peeked, depth: number): Promise<void> {
    const { head, pieces } = peeked
    if (head.length === 0) {
      if (peeked.failure === undefined) this.#problem(place, 0, 'an empty file', 'note')
      else this.#failed(place, 0, peeked.failure)
      return
    }
    const content = contentKind(head)
    if (content.kind === 'log') await this.#readLog(place, head, pieces)
    else if (content.kind === 'foreign')
      this.#problem(
        place,
        0,
        `${content.what}, which is not read`,
        content.isHarmless ? 'note' : 'file',
      )
    else if (depth >= this.#limits.maxContainers)
      this.#problem(
        place,
        0,
        `compressed more than ${this.#limits.maxContainers} times over; not read`,
      )
    else if (content.kind === 'gzip')
      await this.#readContent(place, gunzipped(pieces, this.#expansion), depth + 1)
    else await this.#readArchive(place, peeked, depth)
  }

  async #readLog(place: InputPlace, head: Buffer, pieces: Pieces): Promise<void> {
    const source = placeName(place)
    const sample = head.subarray(0, sampleSize)
    const { chooseFormat } = this.#options
    const format = chooseFormat
      ? chooseFormat(sample, source)
      : bestFormat(this.#formats, sample)?.format
    if (format === undefined) {
      this.#problem(place, 0, 'no log of a known format')
      return
    }
    this.logs++
    const parser = format.open(
      {
        event: (event) => this.#sink.event(event, source),
        problem: (problem) => this.#sink.problem({ ...place, ...problem }),
      },
      this.#options.format,
    )
    let offset = 0
    const iterator = pieces[Symbol.asyncIterator]()
    for (;;) {
      const piece = await this.#next(place, iterator, offset)
      if (piece === undefined) break
      parser.push(piece)
      offset += piece.length
      this.bytes += piece.length
      await this.#sink.ready?.()
      this.#options.signal?.throwIfAborted()
    }
    parser.end()
  }

  /** The next piece; none after the last one or after what cannot be read, which is reported. */
  async #next(
    place: InputPlace,
    iterator: AsyncIterator<Uint8Array>,
    offset: number,
  ): Promise<Uint8Array | undefined> {
    try {
      const next = await iterator.next()
      return next.done === true ? undefined : next.value
    } catch (error) {
      this.#failed(place, offset, error)
      return undefined
    }
  }

  #failed(place: InputPlace, offset: number, error: unknown): void {
    this.#problem(place, offset, reasonOf(error))
    // A bomb ends the whole file, not only the entry in which it was noticed.
    if (error instanceof ExpansionError) this.#isOver = true
  }

  async #readArchive(place: InputPlace, { pieces, close }: Peeked, depth: number): Promise<void> {
    if (depth === 0 && this.#file.size > 0) {
      await close()
      await this.#readArchiveFile(place)
      return
    }
    const bytes = await this.#gathered(place, pieces)
    if (bytes !== undefined) await this.#readEntries(place, bytes, readAtBuffer(bytes), depth)
  }

  async #readArchiveFile(place: InputPlace): Promise<void> {
    let file: FileHandle
    try {
      file = await open(place.path)
    } catch (error) {
      this.#failed(place, 0, error)
      return
    }
    try {
      await this.#readEntries(place, place.path, readAtFile(file), 0)
    } finally {
      await file.close()
    }
  }

  async #gathered(place: InputPlace, pieces: Pieces): Promise<Buffer | undefined> {
    const most = this.#limits.maxNestedArchiveBytes
    try {
      const bytes = await gather(pieces, most)
      if (bytes === undefined)
        this.#problem(
          place,
          0,
          `an archive within another file, longer than ${most} bytes; not read`,
        )
      return bytes
    } catch (error) {
      this.#failed(place, 0, error)
      return undefined
    }
  }

  async #readEntries(
    place: InputPlace,
    source: string | Buffer,
    read: ReadAt,
    depth: number,
  ): Promise<void> {
    const onRead = depth === 0 ? this.#progress : () => {}
    const entries = zipEntries(source, this.#expansion, onRead)
    const part = depth === 0 ? this.#options.part : undefined
    const failure = await this.#eachEntry(place, entries, depth, part)
    if (failure === undefined || this.#isOver) return
    const directory = `the directory of the zip archive cannot be read (${failure.reason})`
    if (failure.count > 0) {
      this.#problem(place, 0, `${directory}; the entries behind are not read`)
      return
    }
    const salvaged = await this.#eachEntry(place, salvagedEntries(read, this.#expansion), depth)
    if (salvaged === undefined)
      this.#problem(place, 0, `${directory}; all entries are found without it`, 'note')
    else
      this.#problem(place, 0, `${directory}; entries are read without it until ${salvaged.reason}`)
  }

  /** Reads entries one by one; tells what ended that too early, and after how many entries. */
  async #eachEntry(
    place: InputPlace,
    entries: AsyncGenerator<ZipEntry>,
    depth: number,
    part?: ArchivePart,
  ): Promise<{ readonly reason: string; readonly count: number } | undefined> {
    let count = 0
    try {
      for (;;) {
        const next = await nextEntry(entries)
        if (next === undefined || this.#isOver) return undefined
        if ('reason' in next) return { reason: next.reason, count }
        const number = count++
        if (part && number < part.first) continue
        if (part && (await this.#endsBefore(part, number))) return undefined
        await this.#readEntry({ ...place, entry: entryName(place, next.name) }, next, depth)
        this.#options.signal?.throwIfAborted()
      }
    } finally {
      await entries.return(undefined)
    }
  }

  /**
   * Whether the part ends before this entry. It does at the next part if entries expanded to no more than the archive tells: then no limit
   * was met that is counted over all of them.
   */
  async #endsBefore({ seams }: ArchivePart, entry: number): Promise<boolean> {
    const seam = seams.find(({ first }) => first === entry)
    if (seam === undefined) return false
    return this.#expansion.total <= seam.before || !(await this.#goesOn())
  }

  async #goesOn(): Promise<boolean> {
    this.#parts++
    const goesOn = (await this.#options.goOn?.()) ?? true
    this.#options.signal?.throwIfAborted()
    return goesOn
  }

  async #readEntry(place: InputPlace, { content }: ZipEntry, depth: number): Promise<void> {
    if ('unreadable' in content) this.#problem(place, 0, `cannot be read: ${content.unreadable}`)
    else await this.#readContent(place, content, depth + 1)
  }
}

const entryName = ({ entry }: InputPlace, name: string): string =>
  entry === undefined ? name : `${entry}!${name}`

/** The next entry, or the reason why there is none; the errors of reading an entry's content are not mistaken for it. */
async function nextEntry(
  entries: AsyncGenerator<ZipEntry>,
): Promise<ZipEntry | { readonly reason: string } | undefined> {
  try {
    const next = await entries.next()
    return next.done === true ? undefined : next.value
  } catch (error) {
    return { reason: reasonOf(error) }
  }
}
