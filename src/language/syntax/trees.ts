import { parseAggregations } from '../aggregation.ts'
import type { AggregateCall, Expression, Pipeline, SearchExpression } from '../ast.ts'
import type { Cursor } from '../cursor.ts'
import { parseExpression, readSingleQuoted } from '../expression.ts'
import { printAggregation, printExpression, printSearch } from '../print.ts'
import { quoteIfNeeded } from '../quoting.ts'
import { parseSearch } from '../search.ts'
import { type About, documented, listEndsAt, type PipelinePrinter, type Syntax } from './piece.ts'
import { missing, readWord } from './word.ts'

/** An expression, as `where` has it. */
export const expression = (about: About = {}): Syntax<Expression> => ({
  usage: '<expression>',
  arguments: documented('<expression>', about),
  claimsEquals: true,
  parse: parseExpression,
  print: (value, printPipeline) => printExpression(value, printPipeline),
})

export interface Assignment {
  readonly field: string
  readonly value: Expression
}

/** `a = expression, 'b c' = expression`. */
export const assignments = (about: About = {}): Syntax<readonly Assignment[]> => {
  const usage = '<field>=<expression> [, <field>=<expression>]...'
  return {
    usage,
    arguments: documented(usage, about),
    claimsEquals: true,
    parse: readAssignments,
    print: (list, printPipeline) =>
      list
        .map(
          ({ field, value }) => `${quoteIfNeeded(field)}=${printExpression(value, printPipeline)}`,
        )
        .join(', '),
  }
}

function readAssignments(cursor: Cursor): Assignment[] {
  const list: Assignment[] = []
  do {
    cursor.skipSpace()
    if (cursor.atEnd() && list.length > 0) break
    const field = readTarget(cursor)
    if (field === undefined) {
      missing(cursor, 'a field')
      break
    }
    const equals = cursor.at('==')
      ? false
      : cursor.expect('=', 'SPL0104', `= is missing after ${field}`)
    if (!equals) break
    list.push({ field, value: parseExpression(cursor) })
  } while (cursor.take(','))
  return list
}

function readTarget(cursor: Cursor): string | undefined {
  cursor.skipSpace()
  return cursor.at("'") ? readSingleQuoted(cursor) : readWord(cursor)
}

/** Terms as `search` has them. */
export const searchTerms = (about: About = {}): Syntax<SearchExpression> => ({
  usage: '<search-expression>',
  arguments: [
    { name: '', usage: '<search-expression>', about: about.about ?? '', required: false },
  ],
  claimsEquals: true,
  parse: parseSearch,
  print: (value, printPipeline) => printSearch(value, printPipeline),
})

/** `count, dc(user) AS users`. */
export const aggregations = (
  about: About & { readonly optional?: boolean } = {},
): Syntax<readonly AggregateCall[]> => {
  const usage = '<stats-function>(<field>) [AS <field>]...'
  return {
    usage: about.optional ? `[${usage}]` : usage,
    arguments: [{ name: '', usage, about: about.about ?? '', required: !about.optional }],
    accepts: (cursor) => !listEndsAt(cursor),
    parse(cursor) {
      const list = parseAggregations(cursor)
      if (list.length === 0 && !about.optional) missing(cursor, 'a statistical function')
      return list
    },
    print: (list) => list.map(printAggregation).join(' '),
  }
}

/** `[ search … ]`. */
export const subsearch = (about: About = {}): Syntax<Pipeline> => ({
  usage: '[<subsearch>]',
  arguments: documented('[<subsearch>]', about),
  accepts: (cursor) => cursor.at('['),
  parse(cursor) {
    if (cursor.at('[')) return cursor.subsearch()
    missing(cursor, 'a subsearch in [ ]')
    return { kind: 'pipeline', commands: [], span: cursor.spanFrom(cursor.position) }
  },
  print: (pipeline, printPipeline) => `[ ${printSubsearch(pipeline, printPipeline)} ]`,
})

const printSubsearch = (pipeline: Pipeline, print: PipelinePrinter | undefined): string =>
  print?.(pipeline) ?? pipeline.commands.map((command) => command.name).join(' | ')
