import { type Batch, concatBatches, selectRows } from '../contract/batch.ts'
import type { Operator, Stage } from '../contract/command.ts'

/**
 * Whether the result depends on the order in which events reach these stages. Splunk hands events over newest first; a table
 * made of all of them by `stats count` is the same in any order.
 */
export function needsSearchOrder(stages: readonly Stage[]): boolean {
  for (const stage of stages) {
    if (stage.readsOrder) return true
    if (stage.kind === 'transforming') return false
  }
  return true
}

/**
 * Brings events into search order: newest first, of equal times the one read last first. Holds all of them.
 * @param limit the most rows to hold; `exceeded` is called once beyond it, and later rows are left out
 */
export function searchOrder(limit: number, exceeded: () => void): Operator {
  const held: Batch[] = []
  let rows = 0
  return {
    process(batch) {
      if (rows + batch.length > limit) {
        if (rows <= limit) exceeded()
        rows = limit + 1
        return nothing
      }
      rows += batch.length
      held.push(batch)
      return nothing
    },
    finish() {
      if (held.length === 0) return []
      const all = concatBatches(held)
      const times = all.column('_time')
      if (!times) return [all]
      const time = Float64Array.from({ length: all.length }, (_, row) => Number(times.at(row) ?? 0))
      const order = Uint32Array.from({ length: all.length }, (_, index) => index)
      order.sort((a, b) => (time[b] as number) - (time[a] as number) || b - a)
      return [selectRows(all, order)]
    },
  }
}

const nothing = selectRows(concatBatches([]), [])
