import type { Batch } from '../contract/batch.ts'
import type { Environment } from './environment.ts'
import type { ScanTaker, ScanTask } from './event-source.ts'
import { openHead } from './open-head.ts'

/** The first stages of several searches over the same events. */
export interface Heads {
  /**
   * Every search has the rows it wants. One that failed does not end the reading: what is found wrong with the inputs must not depend
   * on it.
   */
  readonly done: boolean
  push(batch: Batch, taker: ScanTaker): void
}

export function openHeads(tasks: readonly ScanTask[], environment: Environment): Heads {
  const heads = tasks.map((task) => openHead(task, environment))
  const options = tasks[0]?.options
  const known = options && environment.knowledge?.open(options)
  const open = new Set(heads.keys())
  let satisfied = 0
  return {
    get done() {
      return satisfied === heads.length
    },
    push(read, taker) {
      const batch = known ? known(read) : read
      for (const task of open) {
        let rows: Batch | null
        try {
          rows = heads[task]!(batch)
        } catch (error) {
          open.delete(task)
          taker.failed(task, error instanceof Error ? error : new Error(String(error)))
          continue
        }
        if (rows && !taker.rows(task, rows)) {
          open.delete(task)
          satisfied++
        }
      }
    },
  }
}
