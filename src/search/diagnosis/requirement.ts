import { fieldsOfExpression, fieldsOfSearch } from '../../commands/shared-references.ts'
import type { Batch } from '../../contract/batch.ts'
import type { Condition } from '../../contract/command.ts'
import type { Span } from '../../diagnostics/span.ts'
import type { Expression, SearchExpression } from '../../language/ast.ts'
import { printExpression, printSearch } from '../../language/print.ts'
import { quote } from '../../language/quoting.ts'
import type { Source } from '../../language/source.ts'
import type { Bindings } from '../../planner/bindings.ts'
import { textOfScalar } from '../../values/convert.ts'
import { valuesOf } from '../../values/value.ts'
import { wildcardPieces } from '../../values/wildcard.ts'

/** One thing that rows must meet, as it was written, and what it is made of. */
export interface Requirement {
  /** As it was written, with the macro before it that it comes from; canonical where its source is not known. */
  readonly text: string
  /** All or any of these must be met; a requirement without parts is met or not. */
  readonly parts?: { readonly join: 'all' | 'any'; readonly of: readonly Requirement[] }
  /** Fields that it looks at, each once. */
  readonly fields: readonly string[]
  /** Texts that its field is compared with, pieces between asterisks: how near a value comes is measured by them. */
  readonly wanted: readonly string[]
  /** The rows that meet it, ascending. */
  rows(batch: Batch): Uint32Array
}

type Names = Pick<Bindings, 'search' | 'predicate' | 'pattern'>

/**
 * The conditions one by one: those that are joined by AND stand for themselves.
 * @param source the text that the conditions were read from; without it their spans mean nothing
 */
export const requirementsOf = (
  conditions: readonly Condition[],
  names: Names,
  source?: Source,
): readonly Requirement[] =>
  conditions.flatMap((condition) => conjuncts(requirementOf(condition, names, source)))

function requirementOf(condition: Condition, names: Names, source?: Source): Requirement {
  switch (condition.kind) {
    case 'search':
      return ofSearch(condition.terms, names, source)
    case 'expression':
      return ofExpression(condition.expression, names, source)
    case 'pattern':
      return ofPattern(condition, names)
    case 'presence':
      return ofPresence(condition.field)
  }
}

const conjuncts = (requirement: Requirement): readonly Requirement[] =>
  requirement.parts?.join === 'all' ? requirement.parts.of.flatMap(conjuncts) : [requirement]

function ofSearch(node: SearchExpression, names: Names, source?: Source): Requirement {
  const common = {
    text: written(node.span, source) ?? printSearch(node),
    fields: fieldsOfSearch(node),
    wanted: wantedBySearch(node),
    rows: (batch: Batch) => names.search(node).rows(batch),
  }
  switch (node.kind) {
    case 'all':
      return { ...common, parts: { join: 'all', of: [] } }
    case 'and':
    case 'or': {
      const of = node.terms.map((term) => ofSearch(term, names, source))
      return { ...common, parts: { join: node.kind === 'and' ? 'all' : 'any', of } }
    }
    default:
      return common
  }
}

/** In one line; where the whole of it comes from a macro, the call stands before it: `` `powershell` source=… ``. */
function written(span: Span, source: Source | undefined): string | undefined {
  if (source === undefined) return undefined
  const places = source.locate(span)
  const [call] = places
  const macro =
    call && places.length > 1 ? `${call.text.slice(call.span.start, call.span.end)} ` : ''
  const text = macro + source.text.slice(span.start, span.end)
  return text.replace(/\s+/g, ' ').trim() || undefined
}

function wantedBySearch(node: SearchExpression): readonly string[] {
  if (node.kind === 'comparison' && (node.operator === '=' || node.operator === '::')) {
    return piecesOf(node.value.text)
  }
  if (node.kind === 'in') return node.values.flatMap(({ text }) => piecesOf(text))
  return []
}

const piecesOf = (pattern: string): readonly string[] => [wildcardPieces(pattern).join('')]

function ofExpression(node: Expression, names: Names, source?: Source): Requirement {
  const common = {
    text: written(node.span, source) ?? printExpression(node),
    fields: fieldsOfExpression(node),
    wanted: wantedByExpression(node),
    rows: (batch: Batch) => names.predicate(node).rows(batch),
  }
  if (node.kind !== 'binary' || (node.operator !== 'AND' && node.operator !== 'OR')) return common
  const of = sides(node, node.operator).map((side) => ofExpression(side, names, source))
  return { ...common, parts: { join: node.operator === 'AND' ? 'all' : 'any', of } }
}

/** `a OR b OR c` as one list, whichever way it was put in parentheses. */
const sides = (node: Expression, operator: 'AND' | 'OR'): readonly Expression[] =>
  node.kind === 'binary' && node.operator === operator
    ? [...sides(node.left, operator), ...sides(node.right, operator)]
    : [node]

function wantedByExpression(node: Expression): readonly string[] {
  if (node.kind === 'in') return node.list.flatMap(stringIn)
  if (node.kind !== 'binary' || (node.operator !== '=' && node.operator !== 'LIKE')) return []
  return [node.left, node.right].flatMap(stringIn)
}

const stringIn = (node: Expression): readonly string[] =>
  node.kind === 'string' ? [node.value.replaceAll('%', '')] : []

function ofPattern(
  { field, pattern, negated }: Extract<Condition, { kind: 'pattern' }>,
  { pattern: compile }: Names,
): Requirement {
  return {
    text: `${field}${negated ? '!=' : '='}${quote(pattern)}`,
    fields: [field],
    wanted: [],
    rows(batch) {
      const column = batch.column(field)
      const matcher = compile(pattern)
      const matches = (row: number) =>
        valuesOf(column?.at(row) ?? null).some((value) => matcher.test(textOfScalar(value)))
      return rowsThat(batch, (row) => matches(row) !== negated)
    },
  }
}

const ofPresence = (field: string): Requirement => ({
  text: `by ${field}`,
  fields: [field],
  wanted: [],
  rows(batch) {
    const column = batch.column(field)
    return rowsThat(batch, (row) => (column?.at(row) ?? null) !== null)
  },
})

function rowsThat({ length }: Batch, passes: (row: number) => boolean): Uint32Array {
  const rows: number[] = []
  for (let row = 0; row < length; row++) if (passes(row)) rows.push(row)
  return Uint32Array.from(rows)
}
