import { aggregateName } from '../language/aggregation.ts'
import type { AggregateCall, Expression } from '../language/ast.ts'

/** `eval(avg(size)/max(delay))` taken apart: what is aggregated, and what is computed of the results. */
export interface AggregateExpression {
  readonly calls: readonly AggregateCall[]
  /** Has a field for each call, named by its place: `0`, `1`, …. */
  readonly result: Expression
  /** Fields that stand outside of every call, where a group has no value for them. */
  readonly loose: readonly (Expression & { readonly kind: 'field' })[]
}

/** @param isAggregate whether this is the name of a statistical function; it goes before an eval function of the same name */
export function aggregateExpression(
  expression: Expression,
  isAggregate: (name: string) => boolean,
): AggregateExpression {
  const calls: AggregateCall[] = []
  const loose: (Expression & { readonly kind: 'field' })[] = []
  const place = (call: AggregateCall): Expression => {
    calls.push(call)
    return { kind: 'field', name: String(calls.length - 1), span: call.span }
  }
  const visit = (node: Expression): Expression => {
    switch (node.kind) {
      case 'field':
        if (node.name.toLowerCase() !== 'count') loose.push(node)
        return place({ name: 'count', text: 'count', span: node.span })
      case 'unary':
        return { ...node, operand: visit(node.operand) }
      case 'binary':
        return { ...node, left: visit(node.left), right: visit(node.right) }
      case 'in':
        return { ...node, value: visit(node.value), list: node.list.map(visit) }
      case 'call': {
        const named = aggregateName(node.name)
        if (!isAggregate(named.name)) return { ...node, arguments: node.arguments.map(visit) }
        const [argument] = node.arguments
        return place({ ...named, text: node.name, span: node.span, ...argumentOf(argument) })
      }
      default:
        return node
    }
  }
  const result = visit(expression)
  return { calls, result, loose }
}

function argumentOf(argument: Expression | undefined): Pick<AggregateCall, 'argument'> {
  if (argument === undefined) return {}
  return argument.kind === 'field'
    ? { argument: { kind: 'field', name: argument.name } }
    : { argument: { kind: 'eval', expression: argument } }
}
