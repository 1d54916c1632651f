import { isUtf8 } from 'node:buffer'
import type { EventSink } from '../contract/format.ts'

/** Notes the first record of a file whose bytes are not UTF-8; more notes of the same file would tell nothing new. */
export function utf8Watch(sink: EventSink): (record: Uint8Array, offset: number) => void {
  let told = false
  return (record, offset) => {
    if (told || isUtf8(record)) return
    told = true
    const message = 'not UTF-8 here, perhaps also later: invalid bytes are read as U+FFFD'
    sink.problem({ offset, message, kind: 'note', ofFile: 'once' })
  }
}

/** The nearest place at or before `index` where no character of UTF-8 is cut in two. */
export function characterStart(bytes: Uint8Array, index: number): number {
  for (let at = index; at > index - 4 && at > 0; at--)
    if (((bytes[at] ?? 0) & 0xc0) !== 0x80) return at
  return index
}
