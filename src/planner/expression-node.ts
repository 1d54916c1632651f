import { type Batch, batchOf, listOf, plainColumn } from '../contract/batch.ts'
import type {
  CompiledExpression,
  MeasuredEvaluator,
  RowEvaluator,
  ValueType,
} from '../contract/expression.ts'
import type { EvalValue, Value } from '../values/value.ts'
import { bindRounded, roundToDigits } from './expression-precision.ts'
import { constantNumbers, type NumberColumn, numberColumnOf } from './number-column.ts'

/** A compiled expression while it is put together with others. */
export interface CompiledNode extends CompiledExpression {
  readonly type: ValueType
  /** The same fields give the same value. */
  readonly pure: boolean
  readonly columnar?: Columnar
}

/** Quicker ways to evaluate whole columns, which give what `bind` gives row by row. */
export interface Columnar {
  /** The field, when the expression is nothing but one. */
  readonly field?: string
  /** The numbers of all rows; `undefined` when some value is neither a number nor missing. */
  numbers?(batch: Batch): NumberColumn | undefined
  /** Of these ascending rows those for which the condition is true; `undefined` when it must be asked row by row. */
  select?(batch: Batch, rows: Uint32Array): Uint32Array | undefined
}

const anyRow = batchOf(new Map(), 1)

/** A value that is the same for all rows, with the significant digits it has. */
export function constantNode(
  value: EvalValue,
  type: ValueType,
  digits = Number.POSITIVE_INFINITY,
): CompiledNode {
  const shown = roundToDigits(value, digits)
  const measured: MeasuredEvaluator = { evaluate: () => value, digits: () => digits }
  return {
    needs: [],
    constant: { value: shown },
    type,
    pure: true,
    bind: () => () => shown,
    ...(typeof shown === 'number' && {
      columnar: { numbers: (batch: Batch) => constantNumbers(shown, batch.length) },
    }),
    ...(digits !== Number.POSITIVE_INFINITY && { bindMeasured: () => measured }),
  }
}

/** Stands for what could not be compiled; the reason was reported. */
export const nullNode: CompiledNode = constantNode(null, 'unknown')

export const fieldNode = (name: string): CompiledNode => ({
  needs: [name],
  type: 'unknown',
  pure: true,
  columnar: {
    field: name,
    numbers(batch) {
      const column = batch.column(name)
      return column && numberColumnOf(listOf(column, batch.length))
    },
  },
  bind(batch) {
    const column = batch.column(name)
    if (!column) return () => null
    const { list } = column
    return list ? (row) => list[row] as Value : (row) => column.at(row)
  },
})

export interface NodeParts {
  readonly type: ValueType
  /** Whether it adds nothing that changes from row to row. */
  readonly pure?: boolean
  /** Fields it reads beside those of its operands. */
  readonly needs?: readonly string[]
  readonly columnar?: Columnar
  readonly bind: CompiledExpression['bind']
}

/** A node over operands: evaluated here when all of them are constant, once per distinct value when they read one field. */
export function nodeOver(operands: readonly CompiledNode[], parts: NodeParts): CompiledNode {
  const needs = needsOf(operands, parts.needs)
  const pure = (parts.pure ?? true) && operands.every((operand) => operand.pure)
  if (pure && needs.length === 0) return constantNode(parts.bind(anyRow)(0), parts.type)
  const { type, bind, columnar } = parts
  const node: CompiledNode = { needs, type, pure, bind, ...(columnar && pure && { columnar }) }
  return perDistinctValue(node)
}

/** The same for a node whose precision is limited. */
export function measuredNodeOver(
  operands: readonly CompiledNode[],
  parts: Omit<NodeParts, 'bind'>,
  bindMeasured: (batch: Batch) => MeasuredEvaluator,
): CompiledNode {
  const node = nodeOver(operands, { ...parts, bind: (batch) => bindRounded(bindMeasured, batch) })
  if (!node.constant) return { ...node, bindMeasured }
  const { evaluate, digits } = bindMeasured(anyRow)
  const value = evaluate(0)
  return constantNode(value, node.type, digits())
}

function needsOf(operands: readonly CompiledNode[], more: readonly string[] = []): string[] {
  return [...new Set([...operands.flatMap(({ needs }) => needs), ...more])]
}

/** Tables much larger than the batch (they may be shared by many batches) cost more than they save. */
const worthwhile = (distinct: number, rows: number): boolean => distinct <= rows * 2

/** An expression over the distinct values of the one field it reads. */
export interface DistinctValues {
  /** For each row, the index of its value. */
  readonly codes: Uint32Array
  readonly count: number
  /** By index of a value, not by row. */
  readonly evaluate: RowEvaluator
}

/** `undefined` when the expression cannot be, or is better not, evaluated per distinct value of this batch. */
export function bindDistinct(node: CompiledNode, batch: Batch): DistinctValues | undefined {
  const [field, another] = node.needs
  if (field === undefined || another !== undefined || !node.pure) return undefined
  const dictionary = batch.column(field)?.dictionary
  if (!dictionary || !worthwhile(dictionary.values.length, batch.length)) return undefined
  const { codes, values } = dictionary
  const distinct = batchOf(new Map([[field, plainColumn(values)]]), values.length)
  return { codes, count: values.length, evaluate: node.bind(distinct) }
}

function perDistinctValue(node: CompiledNode): CompiledNode {
  if (node.needs.length !== 1 || !node.pure) return node
  return {
    ...node,
    bind(batch) {
      const distinct = bindDistinct(node, batch)
      if (!distinct) return node.bind(batch)
      const { codes, count, evaluate } = distinct
      const results = new Array<EvalValue | undefined>(count)
      return (row) => {
        const code = codes[row] as number
        const known = results[code]
        if (known !== undefined) return known
        const result = evaluate(code)
        results[code] = result
        return result
      }
    },
  }
}
