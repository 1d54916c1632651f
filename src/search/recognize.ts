import type { Format, FormatOptions } from '../contract/format.ts'
import type { Indexing } from '../contract/indexing.ts'
import type { InputFile } from '../ingest/input-sink.ts'
import { recognizeFile } from '../ingest/recognize-file.ts'
import { defaultIndex, type Overrides } from '../knowledge/event-fields.ts'

/** What the user says of reading. */
export interface ReadingOptions {
  /** Zone of times that tell none. */
  readonly timeZone: string
  /** Seconds since 1970 that "now" means. */
  readonly now: number
  readonly overrides: Overrides
}

export interface Recognition extends ReadingOptions {
  readonly formats: readonly Format[]
  readonly indexing: Indexing | undefined
}

export const unknownHost = 'localhost'

/** Who reads a log that begins with this sample, and what its events are given. */
export function recognize(
  sample: Uint8Array,
  source: string,
  { formats, indexing, overrides }: Recognition,
): { readonly format: Format | undefined; readonly given: Overrides } {
  const found = recognizeFile(sample, source, {
    formats,
    indexing,
    said: {
      source: overrides.source ?? source,
      sourcetype: overrides.sourcetype,
      host: overrides.host ?? unknownHost,
      index: overrides.index ?? defaultIndex,
    },
  })
  const sourcetype = found?.sourcetype
  return {
    format: found?.format,
    given: sourcetype === undefined ? overrides : { ...overrides, sourcetype },
  }
}

/** What formats are told of the logs of a file. */
export const formatOptionsOf = (
  { modified }: InputFile,
  { timeZone, now }: ReadingOptions,
): Partial<FormatOptions> => ({ timeZone, now, written: Math.min(modified, now) })
