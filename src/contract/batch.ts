import type { Value } from '../values/value.ts'

/** The values of one field, one for each row of a batch. `null` where a row lacks it. */
export interface Column {
  readonly length: number
  at(row: number): Value
  /** When values repeat: the distinct values and, for each row, the index of its value. A pattern is tried once per value. */
  readonly dictionary?: { readonly codes: Uint32Array; readonly values: readonly Value[] }
  /** When the column is held as a list: its values by row, for loops in which calling `at` would take most of the time. */
  readonly list?: readonly Value[]
}

/** Rows in order, held by column. Immutable; a column may be made when it is first asked for. */
export interface Batch {
  readonly length: number
  /** Every field that some row may have, in the order of output. Asking may be costly for raw events. */
  fields(): readonly string[]
  /** `undefined` when no row has the field. */
  column(name: string): Column | undefined
  /** These rows as a batch of their own, where that is cheaper than to make columns for all rows first. */
  select?(rows: ArrayLike<number>): Batch
}

class PlainColumn implements Column {
  readonly length: number
  readonly list: readonly Value[]
  constructor(values: readonly Value[]) {
    this.list = values
    this.length = values.length
  }
  at(row: number): Value {
    return this.list[row] as Value
  }
}

class ConstantColumn implements Column {
  readonly length: number
  readonly dictionary: { readonly codes: Uint32Array; readonly values: readonly Value[] }
  private readonly value: Value
  constructor(value: Value, length: number) {
    this.value = value
    this.length = length
    this.dictionary = { codes: new Uint32Array(length), values: [value] }
  }
  at(): Value {
    return this.value
  }
}

class DictionaryColumn implements Column {
  readonly length: number
  readonly dictionary: { readonly codes: Uint32Array; readonly values: readonly Value[] }
  constructor(codes: Uint32Array, values: readonly Value[]) {
    this.dictionary = { codes, values }
    this.length = codes.length
  }
  at(row: number): Value {
    return this.dictionary.values[this.dictionary.codes[row] as number] as Value
  }
}

/** Searches for some kinds of events do not look at the others: a value is made when a row is first asked for, and kept. */
class LazyColumn implements Column {
  readonly length: number
  private readonly values: (Value | undefined)[]
  private readonly make: (row: number) => Value
  constructor(length: number, make: (row: number) => Value) {
    this.length = length
    this.values = new Array<Value | undefined>(length)
    this.make = make
  }
  at(row: number): Value {
    const known = this.values[row]
    if (known !== undefined) return known
    const value = this.make(row)
    this.values[row] = value
    return value
  }
}

/** A column whose values are costly to make. @param make called once for each row that is asked for */
export const lazyColumn = (length: number, make: (row: number) => Value): Column =>
  new LazyColumn(length, make)
export const plainColumn = (values: readonly Value[]): Column => new PlainColumn(values)
export const constantColumn = (value: Value, length: number): Column =>
  new ConstantColumn(value, length)
export const dictionaryColumn = (codes: Uint32Array, values: readonly Value[]): Column =>
  new DictionaryColumn(codes, values)

class TableBatch implements Batch {
  readonly length: number
  private readonly columns: ReadonlyMap<string, Column>
  constructor(columns: ReadonlyMap<string, Column>, length: number) {
    this.columns = columns
    this.length = length
  }
  fields(): readonly string[] {
    return [...this.columns.keys()]
  }
  column(name: string): Column | undefined {
    return this.columns.get(name)
  }
}

/** A batch that holds just these columns, all of `length` rows. */
export const batchOf = (columns: ReadonlyMap<string, Column>, length: number): Batch =>
  new TableBatch(columns, length)

export const emptyBatch: Batch = batchOf(new Map(), 0)

/** A batch from row objects; fields in the order in which rows first name them (or exactly `order` when given). */
export function batchOfRows(
  rows: readonly Readonly<Record<string, Value>>[],
  order?: readonly string[],
): Batch {
  const names = new Set<string>(order ?? [])
  if (!order) for (const row of rows) for (const name of Object.keys(row)) names.add(name)
  const columns = new Map<string, Column>()
  for (const name of names) columns.set(name, plainColumn(rows.map((row) => row[name] ?? null)))
  return batchOf(columns, rows.length)
}

/** Row objects without the fields that are missing. */
export function rowsOf(batch: Batch): Record<string, Value>[] {
  const rows: Record<string, Value>[] = Array.from({ length: batch.length }, () => ({}))
  for (const name of batch.fields()) {
    const column = batch.column(name)
    if (!column) continue
    for (let row = 0; row < batch.length; row++) {
      const value = column.at(row)
      if (value !== null) (rows[row] as Record<string, Value>)[name] = value
    }
  }
  return rows
}

/** The column's values at these rows, in this order. */
export function selectColumn(column: Column, rows: ArrayLike<number>): Column {
  const { dictionary } = column
  if (dictionary) {
    const codes = new Uint32Array(rows.length)
    for (let i = 0; i < rows.length; i++) codes[i] = dictionary.codes[rows[i] as number] as number
    return dictionaryColumn(codes, dictionary.values)
  }
  if (column instanceof LazyColumn) {
    return lazyColumn(rows.length, (row) => column.at(rows[row] as number))
  }
  const { list } = column
  const values = new Array<Value>(rows.length)
  if (list) for (let i = 0; i < rows.length; i++) values[i] = list[rows[i] as number] as Value
  else for (let i = 0; i < rows.length; i++) values[i] = column.at(rows[i] as number)
  return plainColumn(values)
}

/** The column's values by row; `null` for a column that is not there. Not to be changed. */
export function listOf(column: Column | undefined, length: number): readonly Value[] {
  if (column?.list) return column.list
  const values = new Array<Value>(length).fill(null)
  if (column) for (let row = 0; row < length; row++) values[row] = column.at(row)
  return values
}

class SelectedBatch implements Batch {
  readonly length: number
  private readonly made = new Map<string, Column | undefined>()
  private readonly input: Batch
  private readonly rows: ArrayLike<number>
  constructor(input: Batch, rows: ArrayLike<number>) {
    this.input = input
    this.rows = rows
    this.length = rows.length
  }
  fields(): readonly string[] {
    return this.input.fields()
  }
  column(name: string): Column | undefined {
    if (this.made.has(name)) return this.made.get(name)
    const source = this.input.column(name)
    const column = source && selectColumn(source, this.rows)
    this.made.set(name, column)
    return column
  }
}

/** These rows of a batch, in this order; columns are made when asked for. */
export const selectRows = (batch: Batch, rows: ArrayLike<number>): Batch =>
  batch.select?.(rows) ?? new SelectedBatch(batch, rows)

class OverlaidBatch implements Batch {
  readonly length: number
  private readonly input: Batch
  private readonly changes: ReadonlyMap<string, Column | undefined>
  constructor(input: Batch, changes: ReadonlyMap<string, Column | undefined>) {
    this.input = input
    this.changes = changes
    this.length = input.length
  }
  fields(): readonly string[] {
    const names = this.input
      .fields()
      .filter((name) => !this.changes.has(name) || this.changes.get(name))
    const known = new Set(names)
    for (const [name, column] of this.changes) if (column && !known.has(name)) names.push(name)
    return names
  }
  column(name: string): Column | undefined {
    return this.changes.has(name) ? this.changes.get(name) : this.input.column(name)
  }
}

/** The batch with some columns set (new ones stand last) or, given `undefined`, taken away. */
export const withColumns = (
  batch: Batch,
  changes: ReadonlyMap<string, Column | undefined>,
): Batch => new OverlaidBatch(batch, changes)

/** The fields of several batches, in the order in which they first name them. */
export const fieldsOfAll = (batches: readonly Batch[]): readonly string[] => [
  ...new Set(batches.flatMap((batch) => batch.fields())),
]

/** All rows of several batches as one; fields in the order in which batches first name them. */
export function concatBatches(batches: readonly Batch[], only?: readonly string[]): Batch {
  if (batches.length === 1 && !only) return batches[0] as Batch
  const length = batches.reduce((sum, batch) => sum + batch.length, 0)
  const names = only ?? fieldsOfAll(batches)
  const columns = new Map<string, Column>()
  for (const name of names) {
    const parts = batches.map((batch) => batch.column(name))
    if (only && !parts.some((part) => part !== undefined)) continue
    const lists = parts.map((part, index) => listOf(part, (batches[index] as Batch).length))
    columns.set(name, plainColumn(joinedLists(lists)))
  }
  return batchOf(columns, length)
}

/** A call takes only so many arguments. */
const mostJoinedAtOnce = 1000

/** `concat` copies whole blocks, and numbers stay unboxed. */
function joinedLists(lists: readonly (readonly Value[])[]): readonly Value[] {
  if (lists.length <= mostJoinedAtOnce) return ([] as readonly Value[]).concat(...lists)
  const joined: (readonly Value[])[] = []
  for (let start = 0; start < lists.length; start += mostJoinedAtOnce) {
    joined.push(joinedLists(lists.slice(start, start + mostJoinedAtOnce)))
  }
  return joinedLists(joined)
}
