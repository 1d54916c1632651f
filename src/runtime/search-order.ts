import {
  type Batch,
  batchOf,
  type Column,
  emptyBatch,
  fieldsOfAll,
  plainColumn,
} from '../contract/batch.ts'
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

/** What may be held at most, and what is said beyond it. */
export interface HoldLimits {
  readonly maxRows: number
  /** Of field values, by estimate. */
  readonly maxBytes: number
  /** Called once; later rows are left out. */
  exceeded(): void
}

/** Brings events into search order: newest first, of equal times the one read last first. Holds all of them. */
export function searchOrder({ maxRows, maxBytes, exceeded }: HoldLimits): Operator {
  const held: Batch[] = []
  let rows = 0
  let bytes = 0
  let full = false
  return {
    process(batch) {
      if (full) return emptyBatch
      rows += batch.length
      bytes += estimatedBytes(batch)
      full = rows > maxRows || bytes > maxBytes
      if (full) exceeded()
      else held.push(batch)
      return emptyBatch
    },
    repeatable: true,
    finish: () => [...inOrder(held)],
  }
}

const outputRows = 1024

/** Batches of the rows of all of these; each has only the fields of its own rows, since events of different kinds share few. */
function* inOrder(held: readonly Batch[]): Iterable<Batch> {
  const starts = new Uint32Array(held.length + 1)
  for (const [index, batch] of held.entries()) starts[index + 1] = starts[index]! + batch.length
  const total = starts[held.length]!
  const origin = new Uint32Array(total)
  const time = new Float64Array(total)
  for (const [index, batch] of held.entries()) {
    const times = batch.column('_time')
    origin.fill(index, starts[index], starts[index + 1])
    for (let row = 0; row < batch.length; row++)
      time[starts[index]! + row] = Number(times?.at(row) ?? 0)
  }
  const order = Uint32Array.from({ length: total }, (_, index) => index)
  order.sort((a, b) => time[b]! - time[a]! || b - a)
  for (let start = 0; start < total; start += outputRows) {
    const places = order.subarray(start, start + outputRows)
    const columns = new Map<string, Column>()
    const from = [...new Set(Array.from(places, (place) => origin[place]!))].map(
      (index) => held[index]!,
    )
    for (const name of fieldsOfAll(from)) {
      const values = Array.from(places, (place) => {
        const index = origin[place]!
        return held[index]!.column(name)?.at(place - starts[index]!) ?? null
      })
      if (values.some((value) => value !== null)) columns.set(name, plainColumn(values))
    }
    yield batchOf(columns, places.length)
  }
}

/** Eight bytes for each place in a column, and the text of its strings; shared strings are counted each time. */
function estimatedBytes(batch: Batch): number {
  let bytes = 0
  for (const name of batch.fields()) {
    const column = batch.column(name)
    if (!column) continue
    bytes += 8 * column.length
    for (let row = 0; row < column.length; row++) {
      const value = column.at(row)
      if (typeof value === 'string') bytes += value.length
    }
  }
  return bytes
}
