import type { Expression } from '../language/ast.ts'

/** Names of the functions that an expression calls, each once. */
export function calledFunctions(expression: Expression): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (node: Expression): void => {
    switch (node.kind) {
      case 'unary':
        visit(node.operand)
        return
      case 'binary':
        visit(node.left)
        visit(node.right)
        return
      case 'in':
        visit(node.value)
        node.list.forEach(visit)
        return
      case 'call':
        found.add(node.name)
        node.arguments.forEach(visit)
        return
      default:
        return
    }
  }
  visit(expression)
  return found
}
