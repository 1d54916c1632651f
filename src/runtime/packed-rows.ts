import {
  type Batch,
  batchOf,
  type Column,
  dictionaryColumn,
  plainColumn,
} from '../contract/batch.ts'
import type { Value } from '../values/value.ts'

/** Rows that one search is handed. */
export interface TaskRows {
  readonly task: number
  readonly rows: Batch
}

/**
 * What several searches were handed of the same events, as plain data for another thread. A text that stands in many places is there
 * once, and so is a column that several searches were handed.
 */
export interface PackedRows {
  readonly values: readonly Value[]
  /** Places in `values`, of all columns one behind the other. */
  readonly codes: Uint32Array<ArrayBuffer>
  /** Of columns that hold nothing but numbers. */
  readonly numbers: Float64Array<ArrayBuffer>
  readonly columns: readonly PackedColumn[]
  readonly batches: readonly PackedBatch[]
  /** What it takes, by estimate. */
  readonly bytes: number
}

/** `start` is in `numbers`, else in `codes`; a dictionary's values are told by `size` codes behind those of its rows. */
type PackedColumn =
  | { readonly kind: 'numbers' | 'list'; readonly start: number; readonly length: number }
  | {
      readonly kind: 'dictionary'
      readonly start: number
      readonly length: number
      readonly size: number
    }

interface PackedBatch {
  readonly task: number
  readonly length: number
  readonly fields: readonly (readonly [name: string, column: number])[]
}

/** The buffers of packed rows, which can be handed to another thread without a copy. */
export const buffersOf = ({ codes, numbers }: PackedRows): ArrayBuffer[] => [
  codes.buffer,
  numbers.buffer,
]

export function packRows(rows: readonly TaskRows[]): PackedRows {
  const values: Value[] = []
  const codes: number[] = []
  const numbers: number[] = []
  const columns: PackedColumn[] = []
  const places = new Map<Column, number>()
  const texts = new Map<string, number>()
  let textBytes = 0

  const codeOf = (value: Value): number => {
    if (typeof value !== 'string') {
      if (Array.isArray(value)) for (const each of value) textBytes += String(each).length
      return values.push(value) - 1
    }
    const known = texts.get(value)
    if (known !== undefined) return known
    textBytes += value.length
    const code = values.push(value) - 1
    texts.set(value, code)
    return code
  }
  const pack = (column: Column): PackedColumn => {
    const { length, dictionary } = column
    if (dictionary) {
      const start = codes.length
      for (let row = 0; row < length; row++) codes.push(dictionary.codes[row]!)
      for (const value of dictionary.values) codes.push(codeOf(value))
      return { kind: 'dictionary', start, length, size: dictionary.values.length }
    }
    if (isNumeric(column)) {
      const start = numbers.length
      for (let row = 0; row < length; row++) numbers.push(column.at(row) as number)
      return { kind: 'numbers', start, length }
    }
    const start = codes.length
    for (let row = 0; row < length; row++) codes.push(codeOf(column.at(row)))
    return { kind: 'list', start, length }
  }
  const placeOf = (column: Column): number => {
    const known = places.get(column)
    if (known !== undefined) return known
    const place = columns.push(pack(column)) - 1
    places.set(column, place)
    return place
  }
  const batches = rows.map(({ task, rows: batch }) => ({
    task,
    length: batch.length,
    fields: batch.fields().flatMap((name): [string, number][] => {
      const column = batch.column(name)
      return column ? [[name, placeOf(column)]] : []
    }),
  }))
  return {
    values,
    codes: Uint32Array.from(codes),
    numbers: Float64Array.from(numbers),
    columns,
    batches,
    bytes: textBytes + 8 * (values.length + numbers.length) + 4 * codes.length,
  }
}

function isNumeric(column: Column): boolean {
  for (let row = 0; row < column.length; row++) {
    if (typeof column.at(row) !== 'number') return false
  }
  return true
}

export function unpackRows(packed: PackedRows): readonly TaskRows[] {
  const { values, codes, numbers } = packed
  const valuesAt = (start: number, length: number): Value[] =>
    Array.from(codes.subarray(start, start + length), (code) => values[code] as Value)
  const unpack = (column: PackedColumn): Column => {
    const { start, length } = column
    switch (column.kind) {
      case 'numbers':
        return plainColumn(Array.from(numbers.subarray(start, start + length)))
      case 'list':
        return plainColumn(valuesAt(start, length))
      case 'dictionary':
        return dictionaryColumn(
          codes.slice(start, start + length),
          valuesAt(start + length, column.size),
        )
    }
  }
  const columns = packed.columns.map(unpack)
  return packed.batches.map(({ task, length, fields }) => ({
    task,
    rows: batchOf(new Map(fields.map(([name, column]) => [name, columns[column]!])), length),
  }))
}
