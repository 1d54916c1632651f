import type { Batch, Column } from '../contract/batch.ts'
import type { CompiledPredicate } from '../contract/expression.ts'
import type { Value } from '../values/value.ts'

/** A condition that narrows a selection of rows. */
export interface RowTest {
  readonly needs: readonly string[]
  /** Rough cost of a row; of several tests the cheapest is asked first. */
  readonly cost: number
  /** Those of these ascending rows that pass, ascending. Must not change `rows`, may return it. */
  select(batch: Batch, rows: Uint32Array): Uint32Array
}

export const noRows = new Uint32Array(0)

export const passAll: RowTest = { needs: [], cost: 0, select: (_, rows) => rows }
export const passNone: RowTest = { needs: [], cost: 0, select: () => noRows }

const union = (tests: readonly RowTest[]): readonly string[] => [
  ...new Set(tests.flatMap((test) => test.needs)),
]
const totalCost = (tests: readonly RowTest[]): number =>
  tests.reduce((sum, test) => sum + test.cost, 0)
const cheapestFirst = (tests: readonly RowTest[]): readonly RowTest[] =>
  [...tests].sort((left, right) => left.cost - right.cost)

export function allOf(tests: readonly RowTest[]): RowTest {
  if (tests.length === 1) return tests[0] as RowTest
  const ordered = cheapestFirst(tests)
  return {
    needs: union(tests),
    cost: totalCost(tests),
    select(batch, rows) {
      let kept = rows
      for (const test of ordered) {
        if (kept.length === 0) return noRows
        kept = test.select(batch, kept)
      }
      return kept
    },
  }
}

export function anyOf(tests: readonly RowTest[]): RowTest {
  if (tests.length === 1) return tests[0] as RowTest
  const ordered = cheapestFirst(tests)
  return {
    needs: union(tests),
    cost: totalCost(tests),
    select(batch, rows) {
      let undecided = rows
      for (const test of ordered) {
        if (undecided.length === 0) break
        undecided = without(undecided, test.select(batch, undecided))
      }
      return without(rows, undecided)
    },
  }
}

export const notOf = (test: RowTest): RowTest => ({
  needs: test.needs,
  cost: test.cost,
  select: (batch, rows) => without(rows, test.select(batch, rows)),
})

/** Rows of the first list that are not in the second; both ascend, and the second is part of the first. */
export function without(rows: Uint32Array, taken: Uint32Array): Uint32Array {
  if (taken.length === 0) return rows
  if (taken.length === rows.length) return noRows
  const kept = new Uint32Array(rows.length - taken.length)
  let next = 0
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    if (rows[i] === taken[next]) next++
    else kept[count++] = rows[i] as number
  }
  return kept
}

/** A predicate over whole batches as a test of a selection. */
export const testOf = (predicate: CompiledPredicate, cost: number): RowTest => ({
  needs: predicate.needs,
  cost,
  select(batch, rows) {
    const passing = predicate.rows(batch)
    return rows.length === batch.length ? passing : common(rows, passing)
  },
})

function common(left: Uint32Array, right: Uint32Array): Uint32Array {
  const both = new Uint32Array(Math.min(left.length, right.length))
  let count = 0
  let j = 0
  for (let i = 0; i < left.length; i++) {
    const row = left[i] as number
    while (j < right.length && (right[j] as number) < row) j++
    if (right[j] === row) both[count++] = row
  }
  return both.subarray(0, count)
}

export const predicateOf = (test: RowTest): CompiledPredicate => ({
  needs: test.needs,
  rows: (batch) => test.select(batch, allRows(batch.length)),
})

export function allRows(length: number): Uint32Array {
  const rows = new Uint32Array(length)
  for (let row = 0; row < length; row++) rows[row] = row
  return rows
}

export interface FieldTestOptions {
  readonly cost: number
  /** Remembers verdicts by value, for tests so dear that looking one up pays even without a dictionary. */
  readonly remember?: boolean
}

/** A test of the values of one field; rows without it do not pass. Where values repeat each is tested once. */
export function fieldTest(
  field: string,
  test: (value: Value) => boolean,
  { cost, remember = false }: FieldTestOptions,
): RowTest {
  const ask = remember ? remembering(test) : test
  let values: readonly Value[] | undefined
  let verdicts = new Uint8Array(0)

  function selectCoded(
    dictionary: NonNullable<Column['dictionary']>,
    rows: Uint32Array,
  ): Uint32Array {
    if (dictionary.values !== values) {
      values = dictionary.values
      verdicts = new Uint8Array(values.length)
    }
    const kept = new Uint32Array(rows.length)
    let count = 0
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number
      const code = dictionary.codes[row] as number
      let verdict = verdicts[code] as number
      if (verdict === 0) {
        const value = values[code] as Value
        verdict = value !== null && test(value) ? PASSES : FAILS
        verdicts[code] = verdict
      }
      if (verdict === PASSES) kept[count++] = row
    }
    return kept.subarray(0, count)
  }

  return {
    needs: [field],
    cost,
    select(batch, rows) {
      const column = batch.column(field)
      if (!column) return noRows
      if (column.dictionary) return selectCoded(column.dictionary, rows)
      const { list } = column
      const kept = new Uint32Array(rows.length)
      let count = 0
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i] as number
        const value = list ? (list[row] as Value) : column.at(row)
        if (value !== null && ask(value)) kept[count++] = row
      }
      return kept.subarray(0, count)
    },
  }
}

const FAILS = 1
const PASSES = 2
const maxRemembered = 4096
const longestRemembered = 1024

function remembering(test: (value: Value) => boolean): (value: Value) => boolean {
  const verdicts = new Map<string, boolean>()
  return (value) => {
    if (typeof value !== 'string' || value.length > longestRemembered) return test(value)
    const known = verdicts.get(value)
    if (known !== undefined) return known
    const verdict = test(value)
    if (verdicts.size >= maxRemembered) verdicts.clear()
    verdicts.set(value, verdict)
    return verdict
  }
}
