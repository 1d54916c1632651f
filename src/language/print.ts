import type { AggregateCall, Expression, Pipeline, SearchExpression, SearchValue } from './ast.ts'
import { inPrecedence, notPrecedence, precedenceOf, signPrecedence } from './expression.ts'
import { quote, quoteIfNeeded } from './quoting.ts'
import { escapeSearchText } from './search-text.ts'
import type { PipelinePrinter } from './syntax/piece.ts'

/** What printing asks of a command. */
export interface CommandPrinter {
  /** Name and arguments. */
  print(args: unknown, printPipeline?: PipelinePrinter): string
}

/**
 * The canonical text of a search; parsing it gives the same tree, spans aside. A command that is not in the table is printed by name. Terms
 * of the first command are printed with the word `search`.
 */
export function printPipeline(
  pipeline: Pipeline,
  commands: ReadonlyMap<string, CommandPrinter>,
): string {
  const print = (inner: Pipeline): string => printPipeline(inner, commands)
  const texts = pipeline.commands.map(
    ({ name, args }) => commands.get(name)?.print(args, print) ?? name,
  )
  const [first] = pipeline.commands
  const text = texts.join(' | ')
  return first === undefined || first.name === 'search' ? text : `| ${text}`
}

/** The tree without its spans, for comparison. */
export function withoutSpans(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(withoutSpans)
  if (typeof tree !== 'object' || tree === null) return tree
  const kept = Object.entries(tree).filter(
    ([key, value]) => !((key === 'span' || key === 'nameSpan') && typeof value === 'object'),
  )
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutSpans(value)]))
}

const namesOnly: PipelinePrinter = ({ commands }) => commands.map(({ name }) => name).join(' | ')

/** The canonical text of an expression: no more parentheses and quotes than needed. */
export function printExpression(
  expression: Expression,
  printPipeline: PipelinePrinter = namesOnly,
): string {
  return printAt(expression, 0, printPipeline)
}

/** In parentheses when it binds less tightly than what stands around it. */
function printAt(node: Expression, minimum: number, print: PipelinePrinter): string {
  const [text, precedence] = printNode(node, print)
  return precedence < minimum ? `(${text})` : text
}

const atom = 10

function printNode(node: Expression, print: PipelinePrinter): readonly [string, number] {
  switch (node.kind) {
    case 'number':
      return [node.text, atom]
    case 'string':
      return [quote(node.value), atom]
    case 'field':
      return [printFieldName(node.name), atom]
    case 'boolean':
      return [node.value ? 'true()' : 'false()', atom]
    case 'subsearch':
      return [`[ ${print(node.pipeline)} ]`, atom]
    case 'call':
      return [`${node.name}(${printItems(node.arguments, print)})`, atom]
    case 'in':
      return [
        `${printAt(node.value, inPrecedence, print)} IN (${printItems(node.list, print)})`,
        inPrecedence,
      ]
    case 'unary':
      if (node.operator === 'NOT') {
        return [`NOT ${printAt(node.operand, notPrecedence, print)}`, notPrecedence]
      }
      return [`${node.operator}${printAt(node.operand, signPrecedence, print)}`, signPrecedence]
    case 'binary': {
      const precedence = precedenceOf[node.operator]
      const left = printAt(node.left, precedence, print)
      const right = printAt(node.right, precedence + 1, print)
      const operator = node.operator === '=' ? '==' : node.operator
      return [`${left} ${operator} ${right}`, precedence]
    }
  }
}

const printItems = (items: readonly Expression[], print: PipelinePrinter): string =>
  items.map((item) => printAt(item, 0, print)).join(', ')

const plainName = /^(?:[A-Za-z_]|<<\w+>>)(?:[\w:]|<<\w+>>)*$/
const operatorWords = /^(?:and|or|xor|not|like|in|true|false)$/i

function printFieldName(name: string): string {
  if (plainName.test(name) && !operatorWords.test(name)) return name
  // Double quotes and backticks would begin strings and comments for whoever only skips over the text.
  return `'${name.replace(/['"`\\]/g, '\\$&')}'`
}

/** The canonical text of search terms: AND stays implied, OR within AND stands in parentheses although it binds tighter. */
export function printSearch(
  search: SearchExpression,
  printPipeline: PipelinePrinter = namesOnly,
): string {
  const print = (node: SearchExpression): string => printSearch(node, printPipeline)
  const printPart = (node: SearchExpression): string =>
    node.kind === 'and' || node.kind === 'or' ? `(${print(node)})` : print(node)
  switch (search.kind) {
    case 'all':
      return '*'
    case 'and':
      return search.terms.map(printPart).join(' ')
    case 'or':
      return search.terms.map(printPart).join(' OR ')
    case 'not':
      return `NOT ${printPart(search.term)}`
    case 'term': {
      const value = printValue(search.value)
      return search.directive === undefined ? value : `${search.directive}(${value})`
    }
    case 'comparison':
      return `${printSearchField(search.field)}${search.operator}${printSearchValue(search.value)}`
    case 'in':
      return `${printSearchField(search.field)} IN (${search.values.map(printSearchValue).join(', ')})`
    case 'time':
      return `${search.modifier}=${/^[^\s|[\]()"`,\\]+$/.test(search.value) ? search.value : `"${escapeSearchText(search.value)}"`}`
    case 'subsearch':
      return `[ ${printPipeline(search.pipeline)} ]`
  }
}

const searchField = /^[^\s|[\]()"=<>!,`\\']+$/
const searchOperators = /^(?:AND|OR|NOT)$/

const printSearchField = (field: string): string =>
  searchField.test(field) && !searchOperators.test(field) ? field : quote(field)

const printValue = ({ text, quoted }: SearchValue): string => {
  const raw = escapeSearchText(text)
  return quoted ? `"${raw}"` : raw
}

const printSearchValue = (value: SearchValue): string =>
  value.caseSensitive ? `CASE(${printValue(value)})` : printValue(value)

/** `dc(user) AS users` */
export function printAggregation(call: AggregateCall): string {
  return call.as === undefined ? call.text : `${call.text} AS ${quoteIfNeeded(call.as)}`
}
