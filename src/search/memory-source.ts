import type { Batch } from '../contract/batch.ts'
import type { Environment } from './environment.ts'
import type { EventSource } from './event-source.ts'
import { openHeads } from './open-heads.ts'

/** Rows held in memory, in the order given. */
export const memorySource = (batches: readonly Batch[], environment: Environment): EventSource => ({
  inSearchOrder: true,
  async scan(tasks, taker, signal) {
    const heads = openHeads(tasks, environment)
    for (const batch of batches) {
      signal.throwIfAborted()
      if (heads.done) return
      heads.push(batch, taker)
    }
  },
})
