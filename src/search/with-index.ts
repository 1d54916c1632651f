import type { Batch } from '../contract/batch.ts'
import type { Environment } from './environment.ts'
import type { EventSource, ScanTask } from './event-source.ts'
import { memorySource } from './memory-source.ts'
import { planSearch } from './plan-search.ts'
import { stagesReadIndex } from './read-indexes.ts'

/** An index whose events are held in memory. */
export interface HeldIndex {
  readonly name: string
  readonly events: Batch
}

/** The events of a source and those of an index beside it, which only searches that name the index see. */
export function withIndex(
  source: EventSource,
  { name, events }: HeldIndex,
  environment: Environment,
): EventSource {
  const held = memorySource([events], environment)
  return {
    inSearchOrder: source.inSearchOrder && events.length === 0,
    async scan(tasks, taker, signal) {
      const open = new Set(tasks.keys())
      const tracking = {
        rows(task: number, rows: Batch, file?: string) {
          const more = taker.rows(task, rows, file)
          if (!more) open.delete(task)
          return more
        },
        failed(task: number, error: Error) {
          open.delete(task)
          taker.failed(task, error)
        },
      }
      await source.scan(tasks, tracking, signal)
      const numbers = [...open].filter((task) => reads(tasks[task]!, name, environment))
      if (numbers.length === 0 || events.length === 0) return
      const back = {
        rows: (task: number, rows: Batch) => taker.rows(numbers[task]!, rows),
        failed: (task: number, error: Error) => taker.failed(numbers[task]!, error),
      }
      await held.scan(
        numbers.map((task) => tasks[task]!),
        back,
        signal,
      )
    },
  }
}

/** Whether a search begins with events of the index. */
export function reads(
  { pipeline, options, plan: made }: ScanTask,
  index: string,
  environment: Environment,
): boolean {
  // Everything was reported when the search was prepared.
  const plan = made ?? planSearch(pipeline, environment, options, () => {})
  return stagesReadIndex(plan.stages, index)
}
