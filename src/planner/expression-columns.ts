import { type Batch, type Column, dictionaryColumn, plainColumn } from '../contract/batch.ts'
import { fieldValue } from '../contract/define-function.ts'
import type { Value } from '../values/value.ts'
import { bindDistinct, type CompiledNode } from './expression-node.ts'
import { listOfNumbers } from './number-column.ts'
import { allRows, noRows } from './row-test.ts'

/** The rows for which the condition is true: whole columns at a time where it can be asked so, else row by row. */
export const rowsWhereTrue = (condition: CompiledNode, batch: Batch): Uint32Array =>
  selectTrue(condition, batch, allRows(batch.length))

/** Of these ascending rows those for which the condition is true. */
export function selectTrue(condition: CompiledNode, batch: Batch, rows: Uint32Array): Uint32Array {
  const { constant, columnar } = condition
  if (constant) return constant.value === true ? rows : noRows
  if (rows.length === 0) return rows
  return (
    selectByVerdict(condition, batch, rows) ??
    columnar?.select?.(batch, rows) ??
    selectByRow(condition, batch, rows)
  )
}

function selectByRow(condition: CompiledNode, batch: Batch, rows: Uint32Array): Uint32Array {
  const holds = condition.bind(batch)
  const kept = new Uint32Array(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number
    if (holds(row) === true) kept[count++] = row
  }
  return kept.subarray(0, count)
}

const UNKNOWN = 0
const PASSES = 1
const FAILS = 2

/** One verdict for each distinct value of the only field. */
function selectByVerdict(
  condition: CompiledNode,
  batch: Batch,
  rows: Uint32Array,
): Uint32Array | undefined {
  const distinct = bindDistinct(condition, batch)
  if (!distinct) return undefined
  const { codes, count: values, evaluate } = distinct
  const verdicts = new Uint8Array(values)
  const kept = new Uint32Array(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number
    const code = codes[row] as number
    if (verdicts[code] === UNKNOWN) verdicts[code] = evaluate(code) === true ? PASSES : FAILS
    if (verdicts[code] === PASSES) kept[count++] = row
  }
  return kept.subarray(0, count)
}

/** The values of all rows as a field would hold them; `undefined` where row by row is as good a way as any. */
export function columnOf(node: CompiledNode, batch: Batch): Column | undefined {
  if (node.columnar?.field !== undefined) return batch.column(node.columnar.field)
  const repeated = columnOfVerdicts(node, batch)
  if (repeated) return repeated
  const numbers = node.columnar?.numbers?.(batch)
  return numbers && plainColumn(listOfNumbers(numbers))
}

/** Only values that occur are evaluated: a table of values may be shared by many batches. */
function columnOfVerdicts(node: CompiledNode, batch: Batch): Column | undefined {
  const distinct = bindDistinct(node, batch)
  if (!distinct) return undefined
  const { codes, count, evaluate } = distinct
  const values = new Array<Value>(count).fill(null)
  const known = new Uint8Array(count)
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number
    if (known[code] === 1) continue
    known[code] = 1
    values[code] = fieldValue(evaluate(code))
  }
  return dictionaryColumn(codes, values)
}
