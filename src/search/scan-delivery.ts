import { type PackedRows, type TaskRows, unpackRows } from '../runtime/packed-rows.ts'
import { PatternTimeout } from '../values/pattern.ts'
import type { ScanTaker } from './event-source.ts'
import { type FileListener, progressMeter } from './file-source.ts'
import { inOrder } from './in-order.ts'
import type { ReadingUnit } from './reading-unit.ts'
import { addCounts, noCounts, type ScanCounts } from './scan-file.ts'
import type { UnitMessage } from './worker-protocol.ts'

/** Where all threads of a scan bring what they find, and which hands it over in the order of the units. */
export interface ScanDelivery {
  readonly counts: Readonly<ScanCounts>
  /** The first unit that is not through: what is found in it is handed over at once. */
  readonly current: number
  /** Nobody wants more. */
  readonly isSatisfied: boolean
  /** Kept when all units are through or nobody wants more; rejected by `fail`. */
  readonly finished: Promise<void>
  fail(error: unknown): void
  /** Of the current unit. */
  hand(unit: number, rows: readonly TaskRows[]): void
  /** @param taken is called when the rows are handed over */
  rows(unit: number, rows: PackedRows, taken: () => void): void
  told(unit: number, message: Exclude<UnitMessage, { readonly kind: 'rows' }>): void
  /** Kept when another unit is through. */
  moved(): Promise<void>
}

export function scanDelivery(
  tasks: number,
  units: readonly ReadingUnit[],
  taker: ScanTaker,
  listener: FileListener,
): ScanDelivery {
  const counts = noCounts()
  const order = inOrder()
  const meter = progressMeter(
    units.map(({ file }) => file),
    listener,
  )
  /** Searches that get no more rows. */
  const closed = new Set<number>()
  let satisfied = 0
  let moved: (() => void)[] = []
  let finish: () => void = () => {}
  let fail: (error: unknown) => void = () => {}
  const finished = new Promise<void>((resolve, reject) => {
    finish = resolve
    fail = reject
  })
  if (units.length === 0) finish()

  const hand = (unit: number, rows: readonly TaskRows[]): void => {
    for (const { task, rows: batch } of rows) {
      if (closed.has(task) || taker.rows(task, batch, units[unit]!.file.path)) continue
      closed.add(task)
      satisfied++
    }
    if (satisfied === tasks) finish()
  }
  const end = (unit: number, found: ScanCounts): void => {
    meter.finished(unit, found.events)
    order.put(unit, () => addCounts(counts, found))
    order.end(unit)
    const waiting = moved
    moved = []
    for (const goOn of waiting) goOn()
    if (order.current === units.length) finish()
  }
  return {
    counts,
    finished,
    fail,
    hand,
    get current() {
      return order.current
    },
    get isSatisfied() {
      return satisfied === tasks
    },
    rows: (unit, rows, taken) =>
      order.put(unit, () => {
        hand(unit, unpackRows(rows))
        taken()
      }),
    told(unit, message) {
      switch (message.kind) {
        case 'stopped':
          return order.put(unit, () => {
            closed.add(message.task)
            taker.failed(message.task, reasonOf(message))
          })
        case 'problem':
          return order.put(unit, () => listener.problem(message.problem))
        case 'progress':
          return meter.at(unit, message.bytes, message.events)
        case 'done':
          return end(unit, message.counts)
      }
    },
    moved: () =>
      new Promise((resolve) => {
        moved.push(resolve)
      }),
  }
}

const reasonOf = ({
  message,
  pattern,
}: Extract<UnitMessage, { readonly kind: 'stopped' }>): Error =>
  pattern === undefined ? new Error(message) : new PatternTimeout(pattern)

/** The failure of a search as `told` wants it. */
export const stoppedBy = (
  task: number,
  error: Error,
): UnitMessage & { readonly kind: 'stopped' } => ({
  kind: 'stopped',
  task,
  message: error.message,
  ...(error instanceof PatternTimeout && { pattern: error.source }),
})
