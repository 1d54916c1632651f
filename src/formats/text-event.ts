import type { TextEvent } from '../contract/event.ts'
import { parseAmericanTime, parseIsoTime } from './event-time.ts'

/** A line or block of text. Its time is the first one that stands within so many characters, as far as Splunk looks too. */
const lookahead = 128

export function textEvent(bytes: Uint8Array, offset: number, timeZone: string): TextEvent {
  return new LineEvent(bytes, offset, timeZone)
}

class LineEvent implements TextEvent {
  readonly kind = 'text'
  readonly offset: number
  readonly #bytes: Uint8Array
  readonly #timeZone: string
  #time: number | null | undefined

  constructor(bytes: Uint8Array, offset: number, timeZone: string) {
    this.offset = offset
    this.#bytes = bytes
    this.#timeZone = timeZone
  }

  get time(): number | null {
    if (this.#time === undefined) this.#time = findTime(this.#head(), this.#timeZone)
    return this.#time
  }

  raw(): string {
    return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.byteLength).toString(
      'utf8',
    )
  }

  #head(): string {
    return Buffer.from(
      this.#bytes.buffer,
      this.#bytes.byteOffset,
      Math.min(this.#bytes.byteLength, lookahead),
    ).toString('latin1')
  }
}

const iso = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,12})?(?:Z|[+-]\d\d:?\d\d)?/
const american = /\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d\d:\d\d(?:\.\d{1,12})?(?: [AP]M)?/i
const audit = /\baudit\((\d{9,10}\.\d{1,6}):\d+\)/
const access = /\[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d{4})\]/
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * ISO 8601, the American form, auditd's and the one of web servers' access logs. A time without year (syslog) is none: guessing
 * its year would make the result depend on the day of the run.
 */
function findTime(head: string, timeZone: string): number | null {
  const isoMatch = iso.exec(head)
  if (isoMatch !== null) return parseIsoTime(isoMatch[0], timeZone)
  const auditMatch = audit.exec(head)
  if (auditMatch !== null) return Number(auditMatch[1])
  const accessMatch = access.exec(head)
  if (accessMatch !== null) {
    const [, day, name = '', year, clock, zone] = accessMatch
    const month = String(months.indexOf(name) + 1).padStart(2, '0')
    return parseIsoTime(`${year}-${month}-${day}T${clock}${zone}`, timeZone)
  }
  const americanMatch = american.exec(head)
  return americanMatch === null ? null : parseAmericanTime(americanMatch[0], timeZone)
}
