import type { Batch, Column } from '../contract/batch.ts'
import { compareSortKeys, type SortKey, sortKeyOf } from '../values/compare.ts'
import { textOfScalar } from '../values/convert.ts'
import { isMultivalue, type Scalar, type Value, valuesOf } from '../values/value.ts'

/** Which group each row belongs to. Row `rows[i]` (or `i`, without `rows`) belongs to `groups[i]`; a row may stand there more than once. */
export interface Assignment {
  readonly count: number
  readonly rows?: Uint32Array
  readonly groups: Uint32Array
}

/** Numbers the combinations of values of some fields, from 0 in the order in which they first appear. */
export interface GroupIndex {
  readonly size: number
  /** Rows that lack a field, or that are beyond the limit, belong to no group and are left out. */
  assign(batch: Batch): Assignment
  /** The value of each field in this group, in the form in which it was first seen. */
  keyOf(group: number): readonly Scalar[]
  /** All groups, sorted by their values: field after field, numbers before text. */
  sorted(): number[]
}

export interface GroupOptions {
  /** Rows of further groups are left out, and `overflow` is called. */
  readonly maxGroups: number
  overflow(): void
  /** A multivalue is one value, which holds all of them, instead of making its row belong to several groups (`dedup`). */
  readonly whole?: boolean
  /** A value that stands twice in a multivalue counts once (`dedup_splitvals`). */
  readonly distinct?: boolean
}

const missing = -1
const several = -2
const unknown = -3

/** Numbers values by their text: the number 1 and the text "1" are the same. */
export interface ValueCodes {
  readonly values: readonly Scalar[]
  codeOf(value: Scalar): number
}

export function createValueCodes(): ValueCodes {
  const values: Scalar[] = []
  const texts = new Map<string, number>()
  const numbers = new Map<number, number>()
  const codeOfText = (text: string, value: Scalar): number => {
    let code = texts.get(text)
    if (code === undefined) {
      code = values.length
      values.push(value)
      texts.set(text, code)
    }
    return code
  }
  return {
    values,
    codeOf(value) {
      if (typeof value === 'string') return codeOfText(value, value)
      let code = numbers.get(value)
      if (code === undefined) {
        code = codeOfText(textOfScalar(value), value)
        numbers.set(value, code)
      }
      return code
    },
  }
}

interface FieldCoder {
  readonly values: readonly Scalar[]
  codeOf(value: Scalar): number
  /** Codes of a column, `missing` or `several` where there is none; whether any row has several. */
  read(column: Column, codes: Int32Array): boolean
}

function createFieldCoder(whole: boolean): FieldCoder {
  const { values, codeOf } = createValueCodes()
  let known: readonly Value[] = []
  let translation = new Int32Array(0)
  const codeOfValue = (value: Value): number =>
    value === null ? missing : isMultivalue(value) ? codeOfSeveral(value) : codeOf(value)
  const codeOfSeveral = (list: readonly Scalar[]): number =>
    whole ? codeOf(list.map((one) => `${textOfScalar(one)}\0`).join('')) : several
  return {
    values,
    codeOf,
    read(column, codes) {
      const { dictionary } = column
      let anySeveral = false
      if (!dictionary) {
        for (let row = 0; row < codes.length; row++) {
          const code = codeOfValue(column.at(row))
          codes[row] = code
          if (code === several) anySeveral = true
        }
        return anySeveral
      }
      if (dictionary.values !== known || translation.length < known.length) {
        known = dictionary.values
        translation = new Int32Array(known.length).fill(unknown)
      }
      for (let row = 0; row < codes.length; row++) {
        const entry = dictionary.codes[row] as number
        let code = translation[entry] as number
        if (code === unknown) {
          code = codeOfValue(known[entry] as Value)
          translation[entry] = code
        }
        codes[row] = code
        if (code === several) anySeveral = true
      }
      return anySeveral
    },
  }
}

/** Numbers pairs of a group of the fields before and a value of this field. */
interface Level {
  readonly coder: FieldCoder
  readonly next: (Map<number, number> | undefined)[]
  readonly parents: number[]
  readonly codes: number[]
}

const noRows: Assignment = { count: 0, groups: new Uint32Array(0) }

/** Without fields there is one group, of all rows. */
export function createGroupIndex(fields: readonly string[], options: GroupOptions): GroupIndex {
  const levels = fields.map(
    (): Level => ({
      coder: createFieldCoder(options.whole === true),
      next: [],
      parents: [],
      codes: [],
    }),
  )
  const last = levels.at(-1)

  const step = (level: Level, parent: number, code: number): number => {
    let next = level.next[parent]
    if (next === undefined) {
      next = new Map()
      level.next[parent] = next
    }
    let group = next.get(code)
    if (group === undefined) {
      if (level.parents.length >= options.maxGroups) {
        options.overflow()
        return missing
      }
      group = level.parents.length
      level.parents.push(parent)
      level.codes.push(code)
      next.set(code, group)
    }
    return group
  }

  const assignSingles = (codes: readonly Int32Array[], length: number): Assignment => {
    const groups = new Uint32Array(length)
    const rows = new Uint32Array(length)
    let count = 0
    for (let row = 0; row < length; row++) {
      let group = 0
      for (let field = 0; field < codes.length && group >= 0; field++) {
        const code = (codes[field] as Int32Array)[row] as number
        group = code < 0 ? missing : step(levels[field] as Level, group, code)
      }
      if (group < 0) continue
      groups[count] = group
      rows[count] = row
      count++
    }
    return count === length ? { count, groups } : { count, groups, rows }
  }

  const assignSeveral = (columns: readonly Column[], length: number): Assignment => {
    const groups: number[] = []
    const rows: number[] = []
    const visit = (row: number, field: number, group: number): void => {
      const level = levels[field]
      if (!level) {
        groups.push(group)
        rows.push(row)
        return
      }
      const all = valuesOf((columns[field] as Column).at(row))
      for (const value of options.distinct ? new Set(all) : all) {
        const next = step(level, group, level.coder.codeOf(value))
        if (next >= 0) visit(row, field + 1, next)
      }
    }
    for (let row = 0; row < length; row++) visit(row, 0, 0)
    return { count: rows.length, groups: Uint32Array.from(groups), rows: Uint32Array.from(rows) }
  }

  const keyOf = (group: number): Scalar[] => {
    const key: Scalar[] = []
    let at = group
    for (let field = levels.length - 1; field >= 0; field--) {
      const { coder, parents, codes } = levels[field] as Level
      key[field] = coder.values[codes[at] as number] as Scalar
      at = parents[at] as number
    }
    return key
  }

  return {
    get size() {
      return last ? last.parents.length : 1
    },
    assign(batch) {
      const { length } = batch
      if (!last) return { count: length, groups: new Uint32Array(length) }
      const columns: Column[] = []
      const codes: Int32Array[] = []
      let anySeveral = false
      for (const [index, field] of fields.entries()) {
        const column = batch.column(field)
        if (!column) return noRows
        const read = new Int32Array(length)
        if ((levels[index] as Level).coder.read(column, read)) anySeveral = true
        columns.push(column)
        codes.push(read)
      }
      return anySeveral ? assignSeveral(columns, length) : assignSingles(codes, length)
    },
    keyOf,
    sorted() {
      const size = last ? last.parents.length : 1
      const ranks = levels.map(({ coder }) => ranksOf(coder.values))
      const keys = Array.from({ length: size }, (_, group) => {
        const ranked: number[] = []
        let at = group
        for (let field = levels.length - 1; field >= 0; field--) {
          const { parents, codes } = levels[field] as Level
          ranked[field] = (ranks[field] as Uint32Array)[codes[at] as number] as number
          at = parents[at] as number
        }
        return ranked
      })
      return keys
        .map((_, group) => group)
        .sort((left, right) => compareRanks(keys[left] as number[], keys[right] as number[]))
    },
  }
}

/** The place of each value in the order of all. */
function ranksOf(values: readonly Scalar[]): Uint32Array {
  const keys = values.map(groupSortKey)
  const order = keys
    .map((_, index) => index)
    .sort((left, right) => compareSortKeys(keys[left] as SortKey, keys[right] as SortKey))
  const ranks = new Uint32Array(values.length)
  for (const [rank, index] of order.entries()) ranks[index] = rank
  return ranks
}

/** Groups and series stand in this order: numbers by size, then text. */
export const groupSortKey = (value: Scalar): SortKey => sortKeyOf('num', value)

function compareRanks(left: readonly number[], right: readonly number[]): number {
  for (let field = 0; field < left.length; field++) {
    const order = (left[field] as number) - (right[field] as number)
    if (order !== 0) return order
  }
  return 0
}
