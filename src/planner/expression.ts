import type { Batch } from '../contract/batch.ts'
import type { CompiledExpression, CompiledPredicate } from '../contract/expression.ts'
import type { EvalFunction, FunctionScope } from '../contract/function.ts'
import type { DiagnosticCode } from '../diagnostics/codes.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Span } from '../diagnostics/span.ts'
import { didYouMean } from '../diagnostics/suggest.ts'
import type { Expression } from '../language/ast.ts'
import {
  arithmeticNode,
  arithmeticProblem,
  concatenationNode,
  signNode,
} from './expression-arithmetic.ts'
import { callNode } from './expression-call.ts'
import { columnOf, rowsWhereTrue } from './expression-columns.ts'
import { andNode, comparisonNode, notNode, orNode, xorNode } from './expression-logic.ts'
import { type CompiledNode, constantNode, fieldNode, nullNode } from './expression-node.ts'
import { digitsOfLiteral } from './expression-precision.ts'
import { allRows } from './row-test.ts'

export interface ExpressionBindings {
  /** By name and alias. */
  readonly functions: ReadonlyMap<string, EvalFunction>
  readonly scope: FunctionScope
  /** False: no whole columns are evaluated at a time, even where they can be. */
  readonly columnar?: boolean
  report(diagnostic: Diagnostic): void
}

/**
 * Binds a tree of `eval`, `where` and friends to its functions: SPL0301 for unknown ones, SPL0302 and others for wrong arguments, all
 * reported. What cannot be compiled is null. Subsearches must have been replaced by what they return.
 * Source: Splunk Search Reference, "eval", Usage.
 */
export const compileExpression = (
  node: Expression,
  bindings: ExpressionBindings,
): CompiledExpression => withColumn(compile(node, bindings), bindings)

const withColumn = (node: CompiledNode, { columnar }: ExpressionBindings): CompiledExpression =>
  columnar === false ? node : { ...node, column: (batch) => columnOf(node, batch) }

/** The same for a value that a field gets: a condition is none, which is reported. Source: Splunk Search Reference, "eval", expression. */
export function compileFieldValue(
  node: Expression,
  bindings: ExpressionBindings,
): CompiledExpression {
  const compiled = compile(node, bindings)
  if (compiled.type === 'boolean') {
    problem(bindings, node.span, 'SPL0302', 'a field cannot hold the result of a condition', {
      advice: 'choose a value with if(…), or make it text with tostring(…)',
    })
  }
  return withColumn(compiled, bindings)
}

/** The rows for which the expression is true; null is not. */
export function compilePredicate(
  node: Expression,
  bindings: ExpressionBindings,
): CompiledPredicate {
  const condition = compile(node, bindings)
  if (condition.type === 'number' || condition.type === 'string') {
    problem(bindings, node.span, 'SPL0302', `a condition is wanted, not a ${condition.type}`)
  }
  return {
    needs: condition.needs,
    rows: (batch) =>
      bindings.columnar === false
        ? rowsOneByOne(condition, batch)
        : rowsWhereTrue(condition, batch),
  }
}

/** The plain way, by which the others are measured. */
function rowsOneByOne(condition: CompiledNode, batch: Batch): Uint32Array {
  const holds = condition.bind(batch)
  return allRows(batch.length).filter((row) => holds(row) === true)
}

function compile(node: Expression, bindings: ExpressionBindings): CompiledNode {
  switch (node.kind) {
    case 'number':
      return constantNode(node.value, 'number', digitsOfLiteral(node.text))
    case 'string':
      return constantNode(node.value, 'string')
    case 'boolean':
      return constantNode(node.value, 'boolean')
    case 'field':
      return fieldNode(node.name)
    case 'unary': {
      const operand = compile(node.operand, bindings)
      return node.operator === 'NOT' ? notNode(operand) : signNode(node.operator, operand)
    }
    case 'binary':
      return compileBinary(node, bindings)
    case 'in':
      return compileCall('in', [node.value, ...node.list], node.span, node.span, bindings)
    case 'call':
      return compileCall(node.name, node.arguments, node.span, node.nameSpan, bindings)
    case 'subsearch':
      problem(bindings, node.span, 'SPL0502', 'a subsearch cannot stand here')
      return nullNode
  }
}

function compileBinary(
  node: Expression & { kind: 'binary' },
  bindings: ExpressionBindings,
): CompiledNode {
  const { operator } = node
  if (operator === 'LIKE') {
    return compileCall('like', [node.left, node.right], node.span, node.span, bindings)
  }
  const left = compile(node.left, bindings)
  const right = compile(node.right, bindings)
  switch (operator) {
    case 'AND':
      return andNode(left, right)
    case 'OR':
      return orNode(left, right)
    case 'XOR':
      return xorNode(left, right)
    case '.':
      return concatenationNode(left, right)
    case '+':
    case '-':
    case '*':
    case '/':
    case '%': {
      const wrong = arithmeticProblem(operator, left, right)
      if (wrong) {
        problem(bindings, node[wrong.operand].span, 'SPL0302', wrong.problem)
        return nullNode
      }
      return arithmeticNode(operator, left, right)
    }
    default:
      return comparisonNode(operator, left, right)
  }
}

function compileCall(
  name: string,
  given: readonly Expression[],
  span: Span,
  nameSpan: Span,
  bindings: ExpressionBindings,
): CompiledNode {
  const args = given.map((argument) => compile(argument, bindings))
  const called = bindings.functions.get(name)
  if (!called) {
    problem(
      bindings,
      nameSpan,
      'SPL0301',
      `unknown function "${name}"`,
      didYouMean(name, bindings.functions.keys()),
    )
    return nullNode
  }
  const compiled = callNode(called, args, bindings.scope)
  if (!('problem' in compiled)) return compiled
  const wrong = compiled.argument === undefined ? undefined : given[compiled.argument]
  const severity = compiled.harmless ? 'warning' : 'error'
  bindings.report({
    code: compiled.code,
    severity,
    message: compiled.problem,
    span: wrong?.span ?? span,
  })
  return nullNode
}

function problem(
  { report }: ExpressionBindings,
  span: Span,
  code: DiagnosticCode,
  message: string,
  more: { readonly advice?: string } = {},
): void {
  report({ code, severity: 'error', message, span, ...more })
}
