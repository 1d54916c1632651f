import { type Batch, type Column, listOf } from '../contract/batch.ts'
import { compareSortKeys, type SortKey, sortKeyOf } from '../values/compare.ts'
import { textOfScalar } from '../values/convert.ts'
import { isMultivalue, type Scalar, type Value, valuesOf } from '../values/value.ts'
import { createPairNumbers, type PairNumbers } from './shared-pair-numbers.ts'

/** Which group each row belongs to. Row `rows[i]` (or `i`, without `rows`) belongs to `groups[i]`; a row may stand there more than once. */
export interface Assignment {
  readonly count: number
  readonly rows?: Uint32Array
  readonly groups: Uint32Array
}

/** Puts an assignment together for a batch of this length, row by row in ascending order. */
export function collectAssignment(length: number): {
  put(row: number, group: number): void
  collected(): Assignment
} {
  let rows = new Uint32Array(length)
  let groups = new Uint32Array(length)
  let count = 0
  /** Whether every row so far has one group; those that follow may have none. */
  let isWhole = true
  return {
    put(row, group) {
      if (count === rows.length) {
        rows = enlarged(rows)
        groups = enlarged(groups)
      }
      if (row !== count && isWhole) {
        isWhole = false
        for (let each = 0; each < count; each++) rows[each] = each
      }
      if (!isWhole) rows[count] = row
      groups[count] = group
      count++
    },
    collected: () => (isWhole ? { count, groups } : { count, rows, groups }),
  }
}

function enlarged(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(16, numbers.length * 2))
  larger.set(numbers)
  return larger
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

/** Codes of rows that have no value of their own, or several. */
export const missing = -1
export const several = -2
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

/** Numbers the values of a field, column by column. */
export interface FieldCoder {
  readonly values: readonly Scalar[]
  codeOf(value: Scalar): number
  /** Codes of a column by row, `missing` or `several` where there is none; tells whether any row has several. */
  read(column: Column, codes: Int32Array): boolean
}

export interface FieldCoderOptions {
  /** What is numbered in a value's place. */
  readonly keyOf?: (value: Scalar) => Scalar
  /** A multivalue is one value. */
  readonly whole?: boolean
}

export function createFieldCoder({ keyOf, whole = false }: FieldCoderOptions = {}): FieldCoder {
  const codes = createValueCodes()
  const codeOf = keyOf ? (value: Scalar) => codes.codeOf(keyOf(value)) : codes.codeOf
  let known: readonly Value[] = []
  let translation = new Int32Array(0)
  const codeOfValue = (value: Value): number =>
    value === null ? missing : isMultivalue(value) ? codeOfSeveral(value) : codeOf(value)
  const codeOfSeveral = (list: readonly Scalar[]): number =>
    whole ? codeOf(list.map((one) => `${textOfScalar(one)}\0`).join('')) : several
  const readDictionary = (dictionary: NonNullable<Column['dictionary']>, read: Int32Array) => {
    if (dictionary.values !== known || translation.length < known.length) {
      known = dictionary.values
      translation = new Int32Array(known.length).fill(unknown)
    }
    for (let row = 0; row < read.length; row++) {
      const entry = dictionary.codes[row] as number
      let code = translation[entry] as number
      if (code === unknown) {
        code = codeOfValue(known[entry] as Value)
        translation[entry] = code
      }
      read[row] = code
    }
  }
  return {
    values: codes.values,
    codeOf,
    read(column, read) {
      if (column.dictionary) readDictionary(column.dictionary, read)
      else {
        const list = listOf(column, read.length)
        for (let row = 0; row < read.length; row++) {
          const value = list[row] as Value
          read[row] = typeof value === 'string' ? codeOf(value) : codeOfValue(value)
        }
      }
      return read.includes(several)
    },
  }
}

/** Numbers pairs of a group of the fields before and a value of this field. */
interface Level {
  readonly coder: FieldCoder
  readonly pairs: PairNumbers
}

const noRows: Assignment = { count: 0, groups: new Uint32Array(0) }

/** Without fields there is one group, of all rows. */
export function createGroupIndex(fields: readonly string[], options: GroupOptions): GroupIndex {
  // Made for the first batch: of many searches most never see one.
  let levels: readonly Level[] = []
  const openLevels = () =>
    fields.map(
      (): Level => ({
        coder: createFieldCoder({ whole: options.whole === true }),
        pairs: createPairNumbers(),
      }),
    )
  const sizeOf = () => (fields.length === 0 ? 1 : (levels.at(-1)?.pairs.size ?? 0))

  const step = ({ pairs }: Level, parent: number, code: number): number => {
    const group = pairs.find(parent, code)
    if (group >= 0) return group
    if (pairs.size < options.maxGroups) return pairs.add(parent, code)
    options.overflow()
    return missing
  }

  const assignSingles = (codes: readonly Int32Array[], length: number): Assignment => {
    const assignment = collectAssignment(length)
    for (let row = 0; row < length; row++) {
      let group = 0
      for (let field = 0; field < codes.length && group >= 0; field++) {
        const code = (codes[field] as Int32Array)[row] as number
        group = code < 0 ? missing : step(levels[field] as Level, group, code)
      }
      if (group >= 0) assignment.put(row, group)
    }
    return assignment.collected()
  }

  const assignSeveral = (columns: readonly Column[], length: number): Assignment => {
    const assignment = collectAssignment(length)
    const visit = (row: number, field: number, group: number): void => {
      const level = levels[field]
      if (!level) {
        assignment.put(row, group)
        return
      }
      const all = valuesOf((columns[field] as Column).at(row))
      for (const value of options.distinct ? new Set(all) : all) {
        const next = step(level, group, level.coder.codeOf(value))
        if (next >= 0) visit(row, field + 1, next)
      }
    }
    for (let row = 0; row < length; row++) visit(row, 0, 0)
    return assignment.collected()
  }

  const keyOf = (group: number): Scalar[] => {
    const key: Scalar[] = []
    let at = group
    for (let field = levels.length - 1; field >= 0; field--) {
      const { coder, pairs } = levels[field] as Level
      key[field] = coder.values[pairs.rightOf(at)] as Scalar
      at = pairs.leftOf(at)
    }
    return key
  }

  return {
    get size() {
      return sizeOf()
    },
    assign(batch) {
      const { length } = batch
      if (fields.length === 0) return { count: length, groups: new Uint32Array(length) }
      if (levels.length === 0) levels = openLevels()
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
      const size = sizeOf()
      const ranks = levels.map(({ coder }) => ranksOf(coder.values))
      const keys = Array.from({ length: size }, (_, group) => {
        const ranked: number[] = []
        let at = group
        for (let field = levels.length - 1; field >= 0; field--) {
          const { pairs } = levels[field] as Level
          ranked[field] = (ranks[field] as Uint32Array)[pairs.rightOf(at)] as number
          at = pairs.leftOf(at)
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
