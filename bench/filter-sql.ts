import type { Stage } from '../src/contract/command.ts'
import type { SearchExpression, SearchValue } from '../src/language/ast.ts'
import { isDatasetStage } from '../src/planner/dataset-stage.ts'
import { patternOf } from '../src/planner/search-predicate.ts'
import { cidrMatcher } from '../src/values/cidr.ts'
import { wildcardPieces } from '../src/values/wildcard.ts'
import type { TableColumn } from './event-table.ts'

/** How a table holds the events. */
export interface Dialect {
  /** The name in SQL of a column; values are text, several of an event with line feeds around each, missing ones NULL. */
  column(column: TableColumn): string
  /** Whether all text is in lower case, so that nothing has to ignore case. */
  readonly folded: boolean
}

/** What the first stages of a search ask of events. */
export interface SqlFilter {
  readonly condition: string
  /** How many of the stages it stands for. */
  readonly stages: number
}

/** @returns `undefined` where SQL has no words for it that an analyst would write: subsearches, subnets, times */
export function sqlFilter(stages: readonly Stage[], dialect: Dialect): SqlFilter | undefined {
  let dataset: string | undefined
  let done = 0
  const parts: (string | undefined)[] = []
  for (const stage of stages) {
    if (isDatasetStage(stage)) {
      dataset = stage.parts.datasets?.[0] as string
      parts.push(dialect.column({ kind: 'member', dataset }))
    } else if (stage.node.name === 'search') {
      for (const search of stage.parts.searches ?? [])
        parts.push(conditionOf(search, dataset, dialect))
    } else break
    done++
  }
  const condition = joined(parts, 'AND')
  return condition === undefined || done === 0 ? undefined : { condition, stages: done }
}

function joined(parts: readonly (string | undefined)[], word: 'AND' | 'OR'): string | undefined {
  if (parts.some((part) => part === undefined)) return undefined
  return parts.length === 1 ? parts[0] : `(${parts.join(` ${word} `)})`
}

function conditionOf(
  node: SearchExpression,
  dataset: string | undefined,
  dialect: Dialect,
): string | undefined {
  const column = (name: string) => dialect.column({ kind: 'field', dataset, name })
  switch (node.kind) {
    case 'all':
      return 'TRUE'
    case 'and':
    case 'or':
      return joined(
        node.terms.map((term) => conditionOf(term, dataset, dialect)),
        node.kind === 'and' ? 'AND' : 'OR',
      )
    case 'not': {
      const inner = conditionOf(node.term, dataset, dialect)
      // A field that is missing is not equal to anything.
      return inner === undefined ? undefined : `NOT coalesce(${inner}, FALSE)`
    }
    case 'term':
      return node.directive === undefined
        ? like(
            dialect.column({ kind: 'field', dataset: undefined, name: '_raw' }),
            ['', ...wildcardPieces(patternOf(node.value)), ''],
            dialect,
          )
        : undefined
    case 'in':
      return joined(
        node.values.map((value) => equality(node.field, column(node.field), value, dialect)),
        'OR',
      )
    case 'comparison': {
      const { field, operator, value } = node
      if (field.includes('*')) return undefined
      if (operator === '=' || operator === '::')
        return equality(field, column(field), value, dialect)
      if (operator === '!=') {
        const equal = equality(field, column(field), value, dialect)
        return equal === undefined ? undefined : `NOT (${equal})`
      }
      const bound = Number(value.text)
      return value.text === '' || Number.isNaN(bound)
        ? undefined
        : `TRY_CAST(${column(field)} AS DOUBLE) ${operator} ${bound}`
    }
    default:
      return undefined
  }
}

function equality(
  field: string,
  column: string,
  value: SearchValue,
  dialect: Dialect,
): string | undefined {
  const { text, caseSensitive } = value
  if (caseSensitive || (text.includes('/') && cidrMatcher(text))) return undefined
  const pieces = wildcardPieces(patternOf(value))
  if (pieces.every((piece) => piece === '') && pieces.length > 1) return `${column} IS NOT NULL`
  // An event is of several event types at once.
  if (hasManyValues(field)) {
    const [first, ...rest] = [`\n${pieces[0]}`, ...pieces.slice(1)]
    const inside = [first, ...rest]
    inside[inside.length - 1] += '\n'
    return like(column, ['', ...inside, ''], dialect)
  }
  return like(column, pieces, dialect)
}

/** @param pieces what stands between the asterisks */
function like(column: string, pieces: readonly string[], { folded }: Dialect): string {
  const quoted = (text: string): string =>
    `'${(folded ? text.toLowerCase() : text).replaceAll("'", "''")}'`
  const [only = ''] = pieces
  if (pieces.length === 1 && folded) return `${column} = ${quoted(only)}`
  const escaped = pieces.map((piece) => piece.replace(/[\\%_]/g, '\\$&'))
  const pattern = quoted(escaped.join('%'))
  const escaping = escaped.join('') === pieces.join('') ? '' : ` ESCAPE '\\'`
  return `${column} ${folded ? 'LIKE' : 'ILIKE'} ${pattern}${escaping}`
}

/** Of which a search means each, and events have several. */
export const hasManyValues = (field: string): boolean =>
  field === 'eventtype' || field === 'tag' || field.startsWith('tag::')
