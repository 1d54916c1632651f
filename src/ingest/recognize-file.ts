import { resolve } from 'node:path'
import type { Format } from '../contract/format.ts'
import type { Indexing } from '../contract/indexing.ts'
import { utf8Sample } from '../formats/text-encoding.ts'
import { bestFormat } from './best-format.ts'

/** Who reads a log, and what its events are. */
export interface RecognizedFile {
  readonly format: Format
  /** `undefined` when nothing but the format is known of it. */
  readonly sourcetype: string | undefined
}

export interface RecognitionOptions {
  readonly formats: readonly Format[]
  readonly indexing: Indexing | undefined
  /** As the user says it. */
  readonly sourcetype: string | undefined
  readonly host: string
}

/** Rules look at so many lines. */
const mostLines = 100

/**
 * Recognizes a log by its first bytes and its name: what the user says goes before settings for its name, these before rules, which look at
 * its lines. Source: Getting Data In, "How Splunk software assigns source types".
 * @param source the name of the file as `placeName` gives it
 */
export function recognizeFile(
  sample: Uint8Array,
  source: string,
  { formats, indexing, sourcetype: said, host }: RecognitionOptions,
): RecognizedFile | undefined {
  const best = bestFormat(formats, sample)
  if (!best) return undefined
  const { format } = best
  const recognized = (sourcetype: string | undefined) => ({ format, sourcetype })
  if (said !== undefined || !indexing || isBinary(sample)) return recognized(said)
  const named = indexing.sourcetypeOfFile({ sources: namesOf(source), host })
  if (named !== undefined) return recognized(named)
  const lines = linesOf(sample, format)
  const ruled = indexing.sourcetypeOfLines('rule', lines)
  if (ruled !== undefined || !isGeneral(format)) return recognized(ruled)
  return recognized(indexing.sourcetypeOfLines('delayedrule', lines))
}

/** EVTX tells itself what its events are. */
const isBinary = (sample: Uint8Array): boolean =>
  Buffer.from(sample.buffer, sample.byteOffset, Math.min(7, sample.length)).toString('latin1') ===
  'ElfFile'

/** Formats of many kinds of events. */
const isGeneral = ({ name }: Format): boolean => name === 'json' || name === 'plain-text'

/** Settings are written for whole paths, entries of archives seen as files below them. */
function namesOf(source: string): string[] {
  const path = resolve(source).replaceAll('!', '/')
  return path === source ? [source] : [source, path]
}

/** The first lines, or of JSON the first objects, however they are printed. */
function linesOf(sample: Uint8Array, format: Format): readonly string[] {
  if (format.name === 'json') {
    const objects: string[] = []
    const parser = format.open({
      event(event) {
        if (event.kind !== 'text' && objects.length < mostLines) objects.push(event.raw())
      },
      problem: () => {},
    })
    parser.push(sample)
    parser.end()
    if (objects.length > 0) return objects
  }
  const lines = utf8Sample(sample)
    .toString('utf8')
    .split(/\r\n|\n|\r/)
  // The last one may be cut, or is what follows the last line break.
  return lines.slice(0, Math.max(1, Math.min(lines.length - 1, mostLines)))
}
