import { resolve } from 'node:path'
import type { Format } from '../contract/format.ts'
import type { FileIdentity, Indexing } from '../contract/indexing.ts'
import { utf8Sample } from '../formats/text-encoding.ts'
import { bestFormat } from './best-format.ts'
import { type FileMetadata, indexedFormat } from './indexed-format.ts'

/** Who reads a log, and what its events are. */
export interface RecognizedFile {
  readonly format: Format
  /** `undefined` when nothing but the format is known of it. */
  readonly sourcetype: string | undefined
}

export interface RecognitionOptions {
  readonly formats: readonly Format[]
  readonly indexing: Indexing | undefined
  /** What the user says of the file; `sourcetype` is not always said. */
  readonly said: Omit<FileMetadata, 'sourcetype'> & { readonly sourcetype: string | undefined }
}

/** Rules look at so many lines. */
const mostLines = 100

/**
 * Recognizes a log by its first bytes and its name: what the user says goes before settings for its name, these before rules, which look at
 * its lines; an ending such as `.csv` tells least. Source: Getting Data In, "How Splunk software assigns source types".
 * @param source the name of the file as `placeName` gives it
 */
export function recognizeFile(
  sample: Uint8Array,
  source: string,
  options: RecognitionOptions,
): RecognizedFile | undefined {
  const { formats, indexing, said } = options
  const best = bestFormat(formats, sample)
  const format = best?.format ?? encodedText(source, options)
  if (!format) return undefined
  if (!indexing || format.name === 'evtx') return { format, sourcetype: said.sourcetype }
  const file = { sources: namesOf(said.source, source), host: said.host }
  const sourcetype = said.sourcetype ?? sourcetypeOf(sample, format, file, indexing)
  if (!isGeneral(format)) return { format, sourcetype }
  const metadata = { ...said, sourcetype: sourcetype ?? sourcetypeOfFormat(format) }
  const settings = indexing.settings({ ...file, sourcetype: metadata.sourcetype })
  const isCertain = best !== undefined && best.likelihood >= certain
  return {
    format: indexedFormat(format, settings, metadata, sourcetype !== undefined, isCertain),
    sourcetype,
  }
}

/** No other format is as sure of a file by chance. */
const certain = 0.9

/** No format knows a text in an encoding of its own, unless it is said which. */
function encodedText(
  source: string,
  { formats, indexing, said }: RecognitionOptions,
): Format | undefined {
  const file = { sources: namesOf(said.source, source), host: said.host }
  const sourcetype =
    said.sourcetype ?? indexing?.sourcetypeOfFile(file) ?? indexing?.formOfFile(file) ?? ''
  if (indexing?.settings({ ...file, sourcetype }).charset === undefined) return undefined
  return formats.find(({ name }) => name === 'plain-text')
}

function sourcetypeOf(
  sample: Uint8Array,
  format: Format,
  file: FileIdentity,
  indexing: Indexing,
): string | undefined {
  const named = indexing.sourcetypeOfFile(file)
  if (named !== undefined) return named
  const lines = linesOf(sample, format)
  const ruled = indexing.sourcetypeOfLines('rule', lines)
  if (ruled !== undefined || !isGeneral(format)) return ruled
  const form = format.name === 'json' ? undefined : indexing.formOfFile(file)
  return form ?? indexing.sourcetypeOfLines('delayedrule', lines)
}

/** Formats of many kinds of events, and what these are called where nothing more is known. */
const generalFormats: ReadonlyMap<string, string> = new Map([
  ['json', '_json'],
  ['delimited-text', 'csv'],
  ['plain-text', 'text'],
])

const isGeneral = ({ name }: Format): boolean => generalFormats.has(name)
const sourcetypeOfFormat = ({ name }: Format): string => generalFormats.get(name) ?? 'text'

/** Settings are written for whole paths, entries of archives seen as files below them. */
function namesOf(said: string, place: string): string[] {
  return [...new Set([said, place, resolve(place).replaceAll('!', '/')])]
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
