import type { Batch } from '../contract/batch.ts'
import { estimatedBytes } from './estimated-bytes.ts'
import type { SpilledRows, SpillSpace } from './spill-space.ts'

/** Rows that wait, in order, in memory or where they were spilled. */
export interface RowQueue {
  add(rows: Batch): void
  /** All that were added so far; they wait no more. */
  take(): Iterable<Batch>
}

export function rowQueue(space: SpillSpace): RowQueue {
  let spilled: SpilledRows[] = []
  let waiting: Batch[] = []
  let bytes = 0
  const free = (): void => {
    space.freed(holder, bytes)
    waiting = []
    bytes = 0
  }
  const holder = {
    get bytes() {
      return bytes
    },
    spill() {
      // All or none: what could not be written would else be there twice when it is tried again.
      const places = waiting.map((rows) => space.write(rows))
      spilled = [...spilled, ...places]
      free()
    },
  }
  return {
    add(rows) {
      const more = estimatedBytes(rows)
      waiting.push(rows)
      bytes += more
      space.grew(holder, more)
    },
    *take() {
      const [places, rest] = [spilled, waiting]
      spilled = []
      free()
      for (const place of places) yield space.read(place)
      yield* rest
    },
  }
}
