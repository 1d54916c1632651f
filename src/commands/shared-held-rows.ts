import { type Batch, batchOf, type Column, concatBatches } from '../contract/batch.ts'
import type { RowQueue, Scope } from '../contract/command.ts'
import { fieldNames, hasStar } from './shared-field-names.ts'

/** Rows that a command holds back until it has seen all. */
export interface HeldRows {
  readonly count: number
  /** Beyond the limit rows are dropped, which is reported. */
  add(batch: Batch): void
  /** True once the limit was reached: no further row will be kept. */
  readonly full: boolean
  /** All rows in order. */
  all(): Batch
  /** The same a part at a time, for which there need be no room for all. */
  parts(): Iterable<Batch>
  /** Puts these in the place of all rows. */
  replace(batch: Batch): void
}

type HoldScope = Pick<Scope, 'limits' | 'report' | 'queue'>

export function holdRows(command: string, scope: HoldScope): HeldRows {
  const { maxRows } = scope.limits
  const queue = scope.queue?.() ?? queueInMemory()
  let count = 0
  let full = false
  return {
    get count() {
      return count
    },
    get full() {
      return full
    },
    add(batch) {
      if (full) return
      if (count + batch.length > maxRows) {
        full = true
        reportRowLimit(command, scope)
        return
      }
      count += batch.length
      queue.add(batch)
    },
    all: () => concatBatches([...queue.rows()]),
    parts: () => queue.rows(),
    replace(batch) {
      queue.take()
      queue.add(batch)
      count = batch.length
    },
  }
}

function queueInMemory(): RowQueue {
  let waiting: Batch[] = []
  return {
    add: (batch) => void waiting.push(batch),
    rows: () => waiting,
    take() {
      const taken = waiting
      waiting = []
      return taken
    },
  }
}

export function reportRowLimit(command: string, { limits, report }: HoldScope): void {
  report({
    code: 'SPL0601',
    severity: 'error',
    message: `${command} has to hold more than ${limits.maxRows} rows; the result is not complete`,
    advice: 'narrow the search before this command, or raise the limit',
  })
}

/** The batch with only the fields that are asked for later, or that the command reads itself; all of them made. */
export function onlyDemanded(
  batch: Batch,
  demand: Scope['demand'],
  also: readonly string[] = [],
): Batch {
  const names = demandedFields(batch, demand, also)
  const columns = new Map<string, Column>()
  for (const name of names) {
    const column = batch.column(name)
    if (column) columns.set(name, column)
  }
  return batchOf(columns, batch.length)
}

/** Fields of the batch that are asked for, in its order when all are. */
export function demandedFields(
  batch: Batch,
  demand: Scope['demand'],
  also: readonly string[] = [],
): readonly string[] {
  if (demand === 'all') return batch.fields()
  const names = [...new Set([...demand, ...also])]
  if (!names.some(hasStar)) return names
  const wanted = fieldNames(names)
  return wanted.among(
    () => batch.fields(),
    (name) => batch.column(name) !== undefined,
  )
}
