import type { TextEvent } from '../contract/event.ts'
import type { TimeFinder } from './time-finder.ts'

/** A line or block of text; its bytes are read when they are asked for. */
export function textEvent(bytes: Uint8Array, offset: number, times: TimeFinder): TextEvent {
  return new BytesEvent(bytes, offset, times)
}

class BytesEvent implements TextEvent {
  readonly kind = 'text'
  readonly offset: number
  readonly #bytes: Uint8Array
  readonly #times: TimeFinder
  #time: number | null | undefined

  constructor(bytes: Uint8Array, offset: number, times: TimeFinder) {
    this.offset = offset
    this.#bytes = bytes
    this.#times = times
  }

  get time(): number | null {
    if (this.#time === undefined) this.#time = this.#times.find(this.#head())?.time ?? null
    return this.#time
  }

  raw(): string {
    return bufferOf(this.#bytes).toString('utf8')
  }

  /** Times are written in ASCII. */
  #head(): string {
    const { reach } = this.#times
    return reach === undefined ? this.raw() : bufferOf(this.#bytes).toString('latin1', 0, reach)
  }
}

const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength)
