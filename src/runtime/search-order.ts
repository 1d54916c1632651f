import {
  type Batch,
  batchOf,
  type Column,
  emptyBatch,
  fieldsOfAll,
  plainColumn,
} from '../contract/batch.ts'
import type { Operator, Stage } from '../contract/command.ts'
import { estimatedBytes } from './estimated-bytes.ts'
import type { SpilledRows, SpillSpace } from './spill-space.ts'

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

/** How many rows may be held, and what is said beyond. */
export interface HoldLimits {
  readonly maxRows: number
  /** Called once; later rows are left out. */
  exceeded(): void
}

/** Rows that were sorted and put into the file, a few at a time. */
type SortedRun = readonly SpilledRows[]

/** Brings events into search order: newest first, of equal times the one read last first. */
export function searchOrder({ maxRows, exceeded }: HoldLimits, space: SpillSpace): Operator {
  const runs: SortedRun[] = []
  let held: Batch[] = []
  let bytes = 0
  let rows = 0
  let full = false
  const holder = {
    get bytes() {
      return bytes
    },
    spill() {
      runs.push(Array.from(inOrder(held, spilledRows), (batch) => space.write(batch)))
      space.freed(holder, bytes)
      held = []
      bytes = 0
    },
  }
  return {
    process(batch) {
      if (full) return emptyBatch
      rows += batch.length
      full = rows > maxRows
      if (full) {
        exceeded()
        return emptyBatch
      }
      const more = estimatedBytes(batch)
      held.push(batch)
      bytes += more
      space.grew(holder, more)
      return emptyBatch
    },
    repeatable: true,
    finish: () => {
      const last = inOrder(held, outputRows)
      return runs.length === 0 ? last : merged([...runs.map((run) => readRun(run, space)), last])
    },
  }
}

const outputRows = 1024
/** As many of each run are in memory when runs are merged. */
const spilledRows = 128

/** Rows of several batches, as they come together in one. */
interface Picked {
  readonly batches: Batch[]
  readonly rows: number[]
}

function* inOrder(held: readonly Batch[], size: number): Generator<Batch> {
  const starts = new Uint32Array(held.length + 1)
  for (const [index, batch] of held.entries()) starts[index + 1] = starts[index]! + batch.length
  const total = starts[held.length]!
  const origin = new Uint32Array(total)
  const time = new Float64Array(total)
  for (const [index, batch] of held.entries()) {
    origin.fill(index, starts[index], starts[index + 1])
    for (let row = 0; row < batch.length; row++) time[starts[index]! + row] = timeAt(batch, row)
  }
  const order = Uint32Array.from({ length: total }, (_, index) => index)
  order.sort((a, b) => time[b]! - time[a]! || b - a)
  for (let start = 0; start < total; start += size) {
    const places = [...order.subarray(start, start + size)]
    yield gathered({
      batches: places.map((place) => held[origin[place]!]!),
      rows: places.map((place) => place - starts[origin[place]!]!),
    })
  }
}

function* readRun(run: SortedRun, space: SpillSpace): Generator<Batch> {
  for (const place of run) yield space.read(place)
}

const timeAt = (batch: Batch, row: number): number => Number(batch.column('_time')?.at(row) ?? 0)

/** @param runs each in order, the one that was read last at the end */
function* merged(runs: readonly Iterator<Batch>[]): Generator<Batch> {
  const heads = runs.flatMap((run) => headOf(run) ?? [])
  let picked: Picked = { batches: [], rows: [] }
  while (heads.length > 0) {
    const head = heads.reduce((first, each) => (each.time >= first.time ? each : first))
    picked.batches.push(head.batch)
    picked.rows.push(head.row)
    if (!head.next()) heads.splice(heads.indexOf(head), 1)
    if (picked.rows.length < outputRows && heads.length > 0) continue
    yield gathered(picked)
    picked = { batches: [], rows: [] }
  }
}

/** The next row of a run; `undefined` of an empty one. */
function headOf(run: Iterator<Batch>) {
  const first = run.next()
  if (first.done) return undefined
  const head = {
    batch: first.value,
    row: 0,
    time: timeAt(first.value, 0),
    /** @returns whether there is one */
    next(): boolean {
      head.row++
      if (head.row === head.batch.length) {
        const { value, done } = run.next()
        if (done) return false
        head.batch = value
        head.row = 0
      }
      head.time = timeAt(head.batch, head.row)
      return true
    },
  }
  return head
}

/** A batch has only the fields of its own rows, since events of different kinds share few. */
function gathered({ batches, rows }: Picked): Batch {
  const columns = new Map<string, Column>()
  for (const name of fieldsOfAll([...new Set(batches)])) {
    const values = rows.map((row, index) => batches[index]!.column(name)?.at(row) ?? null)
    if (values.some((value) => value !== null)) columns.set(name, plainColumn(values))
  }
  return batchOf(columns, rows.length)
}
