import type { Batch } from '../contract/batch.ts'
import type { Environment } from './environment.ts'
import type { EventSource } from './event-source.ts'
import { openHead } from './open-head.ts'

/** Rows held in memory, in the order given. */
export const memorySource = (batches: readonly Batch[], environment: Environment): EventSource => ({
  inSearchOrder: true,
  async scan(tasks, each, signal) {
    const heads = tasks.map((task) => openHead(task, environment))
    const open = new Set(heads.keys())
    for (const batch of batches) {
      signal.throwIfAborted()
      for (const task of open) {
        const rows = heads[task]!(batch)
        if (rows && !each(task, rows)) open.delete(task)
      }
    }
  },
})
