import { packRows, type TaskRows } from '../runtime/packed-rows.ts'
import type { ScanTaker } from './event-source.ts'
import type { Heads } from './open-heads.ts'
import type { ReadingUnit, UnitQueue } from './reading-unit.ts'
import { type ScanDelivery, stoppedBy } from './scan-delivery.ts'
import { type Reading, scanFile } from './scan-file.ts'

export interface HereOptions {
  readonly units: readonly ReadingUnit[]
  readonly reading: Reading
  /** Bytes of rows that may be held until the units before them are through. */
  readonly mostHeld: number
}

/** Reads units of the queue on this thread until none is left, while other threads do the same. */
export async function readHere(
  queue: UnitQueue,
  heads: Heads,
  delivery: ScanDelivery,
  { units, reading, mostHeld }: HereOptions,
  signal: AbortSignal,
): Promise<void> {
  let held = 0

  const give = (unit: number, rows: readonly TaskRows[]): void => {
    if (rows.length === 0) return
    if (unit === delivery.current) {
      delivery.hand(unit, rows)
      return
    }
    const packed = packRows(rows)
    held += packed.bytes
    delivery.rows(unit, packed, () => {
      held -= packed.bytes
    })
  }
  const read = async (unit: number): Promise<void> => {
    const found: TaskRows[] = []
    const taker: ScanTaker = {
      rows: (task, rows) => found.push({ task, rows }) > 0,
      failed: (task, error) => delivery.told(unit, stoppedBy(task, error)),
    }
    const counts = await scanFile(
      units[unit]!,
      reading,
      (batch) => {
        heads.push(batch, taker)
        give(unit, found.splice(0))
        return delivery.isWanted(unit)
      },
      {
        problem: (problem) => delivery.told(unit, { kind: 'problem', problem }),
        progress: (bytes, events) => delivery.told(unit, { kind: 'progress', bytes, events }),
        ready: () => (held > mostHeld ? untilFewAreHeld(unit) : undefined),
        goOn: () => beyond(unit),
      },
      signal,
    )
    delivery.told(unit, { kind: 'done', counts })
  }
  /** Reads what comes before and nobody is at, so that not all threads wait for it. */
  const untilFewAreHeld = async (unit: number): Promise<void> => {
    while (held > mostHeld && unit !== delivery.current) await readBefore(unit)
  }
  const readBefore = async (unit: number): Promise<void> => {
    const before = queue.takeBefore(unit)
    if (before === undefined) await delivery.moved()
    else await read(before)
    signal.throwIfAborted()
  }
  const beyond = async (unit: number): Promise<boolean> => {
    while (unit !== delivery.current && delivery.isWanted(unit)) await readBefore(unit)
    if (!delivery.isWanted(unit)) return false
    return new Promise((resolve) => delivery.beyond(unit, resolve))
  }
  for (;;) {
    const unit = delivery.isSatisfied ? undefined : queue.take()
    if (unit === undefined) return
    await read(unit)
  }
}
