import { type Batch, concatBatches } from '../contract/batch.ts'
import type { RowQueue } from '../contract/command.ts'
import { estimatedBytes } from './estimated-bytes.ts'
import type { SpilledRows, SpillSpace } from './spill-space.ts'

/** Rows wait in memory, or where they were spilled. */
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
      // As one, since thousands of batches of a few rows take more than their values; what cannot be written stays as it is.
      spilled = [...spilled, space.write(concatBatches(waiting))]
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
    rows: () => read(spilled, waiting),
    take() {
      const taken = read(spilled, waiting)
      spilled = []
      free()
      return taken
    },
  }

  function* read(places: readonly SpilledRows[], rest: readonly Batch[]): Generator<Batch> {
    // A text that stands in many rows was one before.
    const shared = new Map<string, string>()
    for (const place of places) yield space.read(place, shared)
    yield* rest
  }
}
