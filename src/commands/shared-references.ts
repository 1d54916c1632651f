import type { Expression, SearchExpression } from '../language/ast.ts'

/** Names of the fields that an expression reads, each once. */
export function fieldsOfExpression(...expressions: readonly Expression[]): readonly string[] {
  const found = new Set<string>()
  const visit = (node: Expression): void => {
    switch (node.kind) {
      case 'field':
        found.add(node.name)
        return
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
        node.arguments.forEach(visit)
        if (node.name === 'searchmatch') {
          for (const name of fieldsOfSearchText(node.arguments[0])) found.add(name)
        }
        return
      default:
        return
    }
  }
  expressions.forEach(visit)
  return [...found]
}

const comparedField = /([^\s()"=<>!]+)\s*(?:[=<>]|!=|IN\s*\()/g

/** `searchmatch("a=1 word")` reads what its text names. */
function fieldsOfSearchText(argument: Expression | undefined): readonly string[] {
  if (argument?.kind !== 'string') return ['_raw']
  return ['_raw', ...[...argument.value.matchAll(comparedField)].map((match) => match[1] as string)]
}

/** Names of the fields that a search expression reads, each once. What a subsearch will ask for is not known. */
export function fieldsOfSearch(search: SearchExpression): readonly string[] {
  const found = new Set<string>()
  const visit = (node: SearchExpression): void => {
    switch (node.kind) {
      case 'and':
      case 'or':
        node.terms.forEach(visit)
        return
      case 'not':
        visit(node.term)
        return
      case 'term':
        found.add('_raw')
        return
      case 'comparison':
      case 'in':
        found.add(node.field)
        return
      case 'time':
        found.add('_time')
        return
      default:
        return
    }
  }
  visit(search)
  return [...found]
}

export function hasSubsearch(search: SearchExpression): boolean {
  switch (search.kind) {
    case 'subsearch':
      return true
    case 'and':
    case 'or':
      return search.terms.some(hasSubsearch)
    case 'not':
      return hasSubsearch(search.term)
    default:
      return false
  }
}
