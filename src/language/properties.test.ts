import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAggregations } from './aggregation.ts'
import type { BinaryOperator, Expression, SearchExpression, SearchValue } from './ast.ts'
import { parseExpression } from './expression.ts'
import { type CommandParser, parsePipeline, parseWhole } from './pipeline.ts'
import { printAggregation, printExpression, printSearch, withoutSpans } from './print.ts'
import { quote, unquote } from './quoting.ts'
import { parseSearch } from './search.ts'
import { expandMacros, type MacroDefinition } from './source.ts'
import {
  aggregations,
  assignments,
  by,
  clause,
  expression,
  fieldList,
  integer,
  maybe,
  option,
  pairs,
  quoted,
  rawRest,
  type Syntax,
  searchTerms,
  sequence,
  sortKeys,
  subsearch,
  word,
} from './syntax.ts'

const span = { start: 0, end: 0 }

const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({
    unit: fc.constantFrom('a', '"', '\\', '*', "'", ' ', '`', '|', '.', '='),
    maxLength: 8,
  }),
)
const name = fc.oneof(
  fc.constantFrom('a', 'user', 'Processes.dest', 'x y', 'and', 'true', "it's", 'a{}.b', '5min'),
  text.filter((each) => each !== ''),
)

const binaryOperators: readonly BinaryOperator[] = [
  ...(['=', '!=', '<', '>', '<=', '>=', '+', '-', '*'] as const),
  ...(['/', '%', '.', 'LIKE', 'AND', 'OR', 'XOR'] as const),
]

const { tree: expressions } = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc
      .constantFrom('0', '12', '1.50', '1e3', '.5')
      .map(
        (written): Expression => ({ kind: 'number', value: Number(written), text: written, span }),
      ),
    text.map((value): Expression => ({ kind: 'string', value, span })),
    name.map((each): Expression => ({ kind: 'field', name: each, span })),
    fc.boolean().map((value): Expression => ({ kind: 'boolean', value, span })),
    fc.record({
      kind: fc.constant('unary' as const),
      operator: fc.constantFrom('NOT' as const, '-' as const, '+' as const),
      operand: tie('tree'),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant('binary' as const),
      operator: fc.constantFrom(...binaryOperators),
      left: tie('tree'),
      right: tie('tree'),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant('in' as const),
      value: tie('tree'),
      list: fc.array(tie('tree'), { maxLength: 3 }),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant('call' as const),
      name: fc.constantFrom('if', 'like', 'in', 'null'),
      arguments: fc.array(tie('tree'), { maxLength: 3 }),
      span: fc.constant(span),
      nameSpan: fc.constant(span),
    }),
  ),
}))

/** As a bare value can be: what cannot stand without quotes is quoted. */
const searchValue = (allowEmpty: boolean) =>
  fc
    .oneof(
      fc.record({ text, quoted: fc.constant(true) }),
      fc.record({
        text: fc.constantFrom('a', 'C:\\x', 'a*', '*b', 'x\\*', 'a,b', '-24h@h', 'y-z', '1.2'),
        quoted: fc.constant(false),
      }),
    )
    .filter((value) => allowEmpty || value.text !== '')

const flatten = (kind: 'and' | 'or', terms: readonly SearchExpression[]): SearchExpression => {
  const flat = terms.flatMap((term) => (term.kind === kind ? term.terms : [term]))
  return flat.length === 1 ? flat[0]! : { kind, terms: flat, span }
}

const { tree: searches } = fc.letrec<{ tree: SearchExpression }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constant<SearchExpression>({ kind: 'all', span }),
    fc.tuple(searchValue(true), fc.constantFrom(undefined, 'TERM' as const, 'CASE' as const)).map(
      ([value, directive]): SearchExpression => ({
        kind: 'term',
        value,
        ...(directive && { directive }),
        span,
      }),
    ),
    fc.record({
      kind: fc.constant('comparison' as const),
      field: name,
      operator: fc.constantFrom('=' as const, '!=' as const, '<' as const, '>=' as const),
      value: fc
        .tuple(searchValue(true), fc.boolean())
        .map(
          ([value, caseSensitive]): SearchValue =>
            caseSensitive ? { ...value, caseSensitive } : value,
        ),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant('in' as const),
      field: name,
      values: fc.array(
        searchValue(true).filter(
          ({ text: each, quoted: isQuoted }) => isQuoted || !each.includes(','),
        ),
        { minLength: 1, maxLength: 3 },
      ),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant('time' as const),
      modifier: fc.constantFrom('earliest', 'starthoursago'),
      value: fc.constantFrom('-24h@h', '168', 'now', 'a b'),
      span: fc.constant(span),
    }),
    tie('tree').map((term): SearchExpression => ({ kind: 'not', term, span })),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((terms) => flatten('and', terms)),
    fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((terms) => flatten('or', terms)),
  ),
}))

test('a printed expression is read again as it was', () => {
  fc.assert(
    fc.property(expressions, (tree) => {
      const { value, diagnostics } = parseWhole(printExpression(tree), parseExpression)
      expect(diagnostics).toEqual([])
      expect(withoutSpans(value)).toEqual(withoutSpans(tree))
    }),
    { numRuns: 500 },
  )
})

test('printed search terms are read again as they were', () => {
  fc.assert(
    fc.property(searches, (tree) => {
      const { value, diagnostics } = parseWhole(printSearch(tree), parseSearch)
      expect(diagnostics).toEqual([])
      expect(withoutSpans(value)).toEqual(withoutSpans(tree))
    }),
    { numRuns: 500 },
  )
})

test('printed aggregations are read again as they were', () => {
  const call = fc.record({
    head: fc.constantFrom(
      'count',
      'c',
      'dc(user)',
      'p99.5(x)',
      'perc95("a b")',
      'values(a.*)',
      'sparkline(avg(x), 1h)',
      'count(eval(a="b, c" AND d>1))',
    ),
    as: fc.option(name, { nil: undefined }),
  })
  fc.assert(
    fc.property(fc.array(call, { minLength: 1, maxLength: 4 }), (calls) => {
      const written = calls
        .map(({ head, as }) => (as === undefined ? head : `${head} AS ${quote(as)}`))
        .join(' ')
      const first = parseWhole(written, parseAggregations)
      expect(first.diagnostics).toEqual([])
      expect(first.value.map(({ as }) => as)).toEqual(calls.map(({ as }) => as))
      const again = parseWhole(first.value.map(printAggregation).join(' '), parseAggregations)
      expect(withoutSpans(again.value)).toEqual(withoutSpans(first.value))
    }),
  )
})

test('a quoted string is read again as it was', () => {
  fc.assert(
    fc.property(text, (value) => {
      const written = quote(value)
      expect(unquote(written.slice(1, -1))).toBe(value)
    }),
  )
})

const command = <T>(name: string, syntax: Syntax<T>): readonly [string, CommandParser] => [
  name,
  { name, parse: (cursor) => syntax.parse(cursor) },
]

const commands = new Map([
  command('search', sequence({ terms: searchTerms() })),
  command('where', sequence({ condition: expression() })),
  command('eval', sequence({ assignments: assignments() })),
  command(
    'stats',
    sequence({ delim: option('delim', word()), calls: aggregations(), by: by({ span: true }) }),
  ),
  command(
    'dedup',
    sequence({
      count: integer({ or: 1 }),
      fields: fieldList(),
      sortBy: maybe(clause('sortby', sortKeys())),
    }),
  ),
  command('rename', sequence({ pairs: pairs() })),
  command('join', sequence({ fields: fieldList({ optional: true }), subsearch: subsearch() })),
  command('rex', sequence({ pattern: quoted() })),
  command('refused', rawRest()),
])

const macros = new Map<string, MacroDefinition>([
  ['a', { name: 'a', arguments: [], definition: 'b "c' }],
  ['a(1)', { name: 'a', arguments: ['x'], definition: '[$x$ `a`' }],
])

const pieces = fc.constantFrom(
  ...[
    '(',
    ')',
    '[',
    ']',
    '|',
    '"',
    "'",
    '`',
    '```',
    '\\',
    ',',
    '=',
    '==',
    '!=',
    '<',
    '>=',
    '::',
    '.',
    '*',
    '-',
  ],
  ...[
    ' ',
    '\n',
    'a',
    'AND',
    'OR',
    'NOT',
    'IN',
    'LIKE',
    'BY',
    'AS',
    'span=',
    'delim=',
    '1',
    '2.5',
    'CASE(',
    '`a(',
    '`a`',
  ],
  ...[...commands.keys()].flatMap((each) => [`| ${each} `, `[${each} `]),
)

test('token soup is only diagnosed', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (soup) => {
      const { source, diagnostics } = expandMacros(soup.join(''), macros)
      const parsed = parsePipeline(source.text, commands)
      for (const { span: at } of [...diagnostics, ...parsed.diagnostics]) {
        expect(at!.start).toBeLessThanOrEqual(at!.end)
        const places = source.locate(at!)
        expect(places[0]?.name).toBe('search')
        for (const place of places) {
          expect(place.span.start).toBeLessThanOrEqual(place.span.end)
          expect(place.span.end).toBeLessThanOrEqual(place.text.length)
        }
      }
    }),
    { numRuns: 2000 },
  )
})

test('what is reported lies in the text', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (soup) => {
      const written = soup.join('')
      for (const { span: at } of parsePipeline(written, commands).diagnostics) {
        expect(at!.end).toBeLessThanOrEqual(written.length + 1)
      }
    }),
  )
})

const heads = [
  '',
  '| where ',
  '| eval a=',
  '| stats ',
  '| stats count by ',
  '| dedup ',
  '| dedup a sortby ',
  '| rename ',
  '| join ',
  '| rex ',
  '| refused ',
  '| unknown ',
]
const repeated = [
  '(',
  '[',
  '"',
  "'",
  '`',
  '```',
  '\\',
  '|',
  ']',
  ')',
  'a ',
  'a=',
  'a(',
  '`a(',
  '[a ',
  'NOT ',
  '-',
  'a+',
  'a OR ',
  ',',
  "'a ",
  '\\"',
  'x IN (',
  'a.',
  '<<A>>',
  ' ',
  'CASE(',
  '{',
  '| eval a=',
  ' by ',
  'as ',
  "' ",
]

// Quadratic work on so much text takes many seconds; what is linear some hundredths of one.
test.each(heads)('repetition behind "%s" takes linear time', (head) => {
  for (const unit of repeated) {
    const written = head + unit.repeat(Math.ceil(50_000 / unit.length))
    const started = performance.now()
    expandMacros(written, macros)
    parsePipeline(written, commands)
    expect(performance.now() - started, unit).toBeLessThan(3_000)
  }
})
