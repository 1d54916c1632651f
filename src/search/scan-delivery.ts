import type { FileProblem } from '../ingest/input-sink.ts'
import { type PackedRows, type TaskRows, unpackRows } from '../runtime/packed-rows.ts'
import { PatternTimeout } from '../values/pattern.ts'
import type { ScanTaker } from './event-source.ts'
import { fileNotes } from './file-notes.ts'
import { type FileListener, progressMeter } from './file-source.ts'
import { inOrder } from './in-order.ts'
import type { ReadingUnit, UnitQueue } from './reading-unit.ts'
import { noCounts, type ScanCounts } from './scan-file.ts'
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
  told(unit: number, message: Exclude<UnitMessage, { readonly kind: 'rows' | 'beyond' }>): void
  /**
   * The unit is not over where its part ends. As soon as all before it are through it may go on with the next part, and what was found
   * there by anybody else is dropped; unless the unit itself was dropped.
   */
  beyond(unit: number, answer: (goesOn: boolean) => void): void
  /** Whether what is found in this unit may still be wanted. */
  isWanted(unit: number): boolean
  /** Kept when another unit is through, or dropped. */
  moved(): Promise<void>
}

export function scanDelivery(
  tasks: number,
  units: readonly ReadingUnit[],
  taker: ScanTaker,
  listener: FileListener,
  queue: UnitQueue,
): ScanDelivery {
  const counts = noCounts()
  const order = inOrder()
  const meter = progressMeter(units, listener)
  const notes = fileNotes()
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

  const wake = (): void => {
    const waiting = moved
    moved = []
    for (const goOn of waiting) goOn()
  }

  const hand = (unit: number, rows: readonly TaskRows[]): void => {
    for (const { task, rows: batch } of rows) {
      if (closed.has(task) || taker.rows(task, batch, units[unit]!.file.path)) continue
      closed.add(task)
      satisfied++
    }
    if (satisfied === tasks) finish()
  }
  const report = (problem: FileProblem | undefined): void => {
    if (problem === undefined) return
    if (problem.kind === 'note') counts.notes++
    else counts.parseErrors++
    listener.problem(problem)
  }
  /** Whether the unit, with all that it goes on with, comes to the end of its file. */
  const isLastOfFile = (unit: number): boolean => {
    let next = unit + 1
    while (order.isSkipped(next)) next++
    return units[next]?.file !== units[unit]!.file
  }
  const end = (unit: number, { events }: ScanCounts): void => {
    if (order.isSkipped(unit)) return
    meter.finished(unit, events)
    order.put(unit, () => {
      counts.events += events
      if (isLastOfFile(unit)) report(notes.end())
    })
    order.end(unit)
    wake()
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
    isWanted: (unit) => satisfied < tasks && !order.isSkipped(unit),
    rows: (unit, rows, taken) =>
      order.put(
        unit,
        () => {
          hand(unit, unpackRows(rows))
          taken()
        },
        taken,
      ),
    beyond: (unit, answer) =>
      order.put(
        unit,
        () => {
          const next = order.skipNext()
          queue.drop(next)
          meter.join(unit, next)
          wake()
          answer(true)
        },
        () => answer(false),
      ),
    told(unit, message) {
      switch (message.kind) {
        case 'stopped': {
          const stop = () => {
            closed.add(message.task)
            taker.failed(message.task, reasonOf(message))
          }
          // The thread asks it of no more events, those of other units among them: also where what it met there is dropped.
          return order.put(unit, stop, stop)
        }
        case 'problem':
          return order.put(unit, () => {
            const { problem } = message
            report(units[unit]!.part?.kind === 'bytes' ? notes.told(problem) : problem)
          })
        case 'progress':
          if (order.isSkipped(unit)) return
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
