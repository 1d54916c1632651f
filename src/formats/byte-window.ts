/**
 * The part of a text that a parser still looks at, as UTF-8: contiguous, so that records never lie across pieces. Consumed
 * bytes are never written over, so events may keep views of them.
 */
export interface ByteWindow {
  /** The bytes not consumed yet; valid until the next `append` or `consume`. */
  readonly bytes: Buffer
  /** Where in the file the byte at `index` of `bytes` came from; asked with growing places it is linear in all. */
  origin(index: number): number
  append(chunk: Uint8Array): void
  consume(count: number): void
  /** What is appended next stands there in the file; nothing may be left unconsumed, and units must be bytes. */
  moveTo(offset: number): void
}

interface WindowOptions {
  /** Bytes of the file before the first one of the text: its byte order mark. */
  readonly mark: number
  /** What the file's offsets are counted by: where the text was translated, by code units of the translation. */
  readonly unit: 'byte' | 'two bytes' | 'character'
}

/** Amortized linear, however small the chunks are and however long the unconsumed part grows. */
export function byteWindow({ mark, unit }: WindowOptions): ByteWindow {
  const unitBytes = unit === 'two bytes' ? 2 : 1
  let store: Buffer = Buffer.alloc(0)
  let storeIsOurs = true
  let start = 0
  let end = 0
  let bytes: Buffer = store
  // How many units of the file lie before `known` (an index into `bytes`).
  let known = 0
  let units = 0

  const countTo = (index: number): void => {
    if (index < known) return
    units += unit === 'byte' ? index - known : bytes.toString('utf8', known, index).length
    known = index
  }
  return {
    get bytes() {
      return bytes
    },
    origin(index) {
      if (index >= known) {
        countTo(index)
        return mark + units * unitBytes
      }
      const back = unit === 'byte' ? known - index : bytes.toString('utf8', index, known).length
      return mark + (units - back) * unitBytes
    },
    append(chunk) {
      const held = end - start
      if (held === 0) {
        store = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
        storeIsOurs = false
        start = 0
        end = store.length
      } else if (storeIsOurs && end + chunk.length <= store.length) {
        store.set(chunk, end)
        end += chunk.length
      } else {
        const grown = Buffer.allocUnsafeSlow(Math.max(held * 2, held + chunk.length))
        store.copy(grown, 0, start, end)
        grown.set(chunk, held)
        store = grown
        storeIsOurs = true
        start = 0
        end = held + chunk.length
      }
      bytes = store.subarray(start, end)
    },
    consume(count) {
      countTo(count)
      known -= count
      start += count
      bytes = store.subarray(start, end)
    },
    moveTo(offset) {
      known = 0
      units = offset - mark
    },
  }
}
