import { expect, test } from 'vitest'
import { type CommandParser, parsePipeline } from './pipeline.ts'
import { type CommandPrinter, printPipeline, withoutSpans } from './print.ts'
import {
  aggregations,
  assignments,
  by,
  clause,
  decimal,
  expression,
  field,
  fieldList,
  flag,
  integer,
  maybe,
  oneOf,
  option,
  pairs,
  quoted,
  rawRest,
  repeat,
  type Syntax,
  searchTerms,
  sequence,
  sortKeys,
  subsearch,
  word,
} from './syntax.ts'

const command = <T>(
  name: string,
  syntax: Syntax<T>,
): readonly [string, CommandParser & CommandPrinter & { readonly syntax: Syntax<unknown> }] => [
  name,
  {
    name,
    syntax: syntax as Syntax<unknown>,
    parse: (cursor) => syntax.parse(cursor),
    print: (args, print) => `${name} ${syntax.print(args as T, print)}`.trimEnd(),
  },
]

const renamed = () =>
  repeat(sequence({ field: field(), as: maybe(clause('AS', field())) }), { atLeast: 1 })

const commands = new Map([
  command('search', sequence({ terms: searchTerms() })),
  command('where', sequence({ condition: expression() })),
  command('eval', sequence({ assignments: assignments() })),
  command(
    'dedup',
    sequence({
      count: integer({ or: 1, about: 'How many.' }),
      keepEmpty: flag('keepempty', { or: false }),
      fields: fieldList({ about: 'Which.' }),
      sortBy: maybe(clause('sortby', sortKeys())),
    }),
  ),
  command(
    'stats',
    sequence({ all: flag('allnum', { or: false }), calls: aggregations(), by: by() }),
  ),
  command('rename', sequence({ pairs: pairs() })),
  command(
    'fields',
    sequence({ sign: oneOf(['+', '-'], { or: '+' }), fields: fieldList({ wildcards: true }) }),
  ),
  command(
    'rex',
    sequence({
      field: option('field', field(), { or: '_raw' }),
      mode: option('mode', oneOf(['sed'])),
      pattern: quoted(),
    }),
  ),
  command(
    'lookup',
    sequence({
      name: word(),
      match: renamed(),
      output: maybe(sequence({ how: oneOf(['OUTPUT', 'OUTPUTNEW']), fields: renamed() })),
    }),
  ),
  command(
    'join',
    sequence({
      type: option('type', oneOf(['inner', 'left']), { or: 'inner', aliases: ['kind'] }),
      fields: fieldList({ optional: true }),
      subsearch: subsearch(),
    }),
  ),
  command(
    'tstats',
    sequence({
      calls: aggregations(),
      from: maybe(clause('FROM', option('datamodel', word()))),
      where: maybe(clause('WHERE', searchTerms())),
      by: by({ span: true }),
    }),
  ),
  command('sample', sequence({ ratio: decimal() })),
  command('assign', sequence({ count: integer({ or: 1 }), assignments: assignments() })),
  command('refused', rawRest()),
])

const parse = (text: string) => parsePipeline(text, commands)

test.each<[string, string]>([
  ['a b | where x>1', 'search a b | where x > 1'],
  ['search a | search b', 'search a | search b'],
  ['search=a', 'search search=a'],
  ['| dedup 3 user, host', '| dedup 3 user host'],
  ['| dedup keepempty=t user sortby -_time +x', '| dedup 1 keepempty=true user sortby -_time, x'],
  ['| dedup user keepempty = TRUE host', '| dedup 1 keepempty=true user host'],
  ['| dedup "a b" \'c d\' dc(user)', '| dedup 1 "a b" "c d" "dc(user)"'],
  ['| dedup by', '| dedup 1 "by"'],
  [
    '| stats count, dc(user) as "a b" perc95(x) by a,b allnum=t',
    '| stats allnum=true count dc(user) AS "a b" perc95(x) BY a b',
  ],
  [
    '| stats count(eval(x="a, b")) as n sparkline(avg(x), 1h) values(foo.*) as *',
    '| stats count(eval(x="a, b")) AS n sparkline(avg(x), 1h) values(foo.*) AS *',
  ],
  ["| eval a = 1, 'b c'=a.b, d.e=2", '| eval a=1, "b c"=a . b, d.e=2'],
  ['| rename a.* as *, "c d" AS e', '| rename a.* AS *, "c d" AS e'],
  ['| fields - a*, b', '| fields - a* b'],
  ['| fields a*', '| fields + a*'],
  ['| rex mode=sed field=x "s/\\d\\"/g"', '| rex field=x mode=sed "s/\\d\\"/g"'],
  ['| rex (?<x>[a-z]+=)', '| rex "(?<x>[a-z]+=)"'],
  ['| rex "a=b"', '| rex "a=b"'],
  ['| lookup l a as b c OUTPUT d e AS f', '| lookup l a AS b c OUTPUT d e AS f'],
  ['| lookup l a', '| lookup l a'],
  ['| assign a=b', '| assign 1 a=b'],
  ['| join kind=left x [search y | where z=1]', '| join type=left x [ search y | where z == 1 ]'],
  ['| join [dedup x]', '| join [ | dedup 1 x ]'],
  ['| join [| dedup x]', '| join [ | dedup 1 x ]'],
  ['| join [dedup=x]', '| join [ search dedup=x ]'],
  ['a [search b [search c]] d', 'search a [ search b [ search c ] ] d'],
  [
    '| tstats count from datamodel=A.B where (x=1 OR y=2) by _time span=1h z',
    '| tstats count FROM datamodel=A.B WHERE x=1 OR y=2 BY _time span=1h z',
  ],
  ['a ```one``` | ```two | three``` where "```x" = b', 'search a | where "```x" == b'],
  ['| refused a=b "c|d" [e | f]', '| refused a=b "c|d" [e | f]'],
  ['\n|\n where\n a\n =\n 1\n', '| where a == 1'],
])('%s', (text, printed) => {
  const { pipeline, diagnostics } = parse(text)
  expect(diagnostics).toEqual([])
  expect(printPipeline(pipeline, commands)).toBe(printed)
  const again = parse(printed)
  expect(again.diagnostics).toEqual([])
  expect(withoutSpans(again.pipeline)).toEqual(withoutSpans(pipeline))
})

test.each<[string, ...string[]]>([
  ['', 'SPL0104 0 a search is missing'],
  ['|', 'SPL0104 1 a command is missing'],
  ['a | | where b', 'SPL0104 4 a command is missing'],
  ['a | wher b', 'SPL0105 4 unknown command "wher" did you mean "where"?'],
  ['| dedup keepemty=t user', 'SPL0106 8 unknown option "keepemty" did you mean "keepempty"?'],
  ['| dedup keepempty=maybe user', 'SPL0107 18 "maybe" is not a truth value'],
  ['| rex feild=x "y"', 'SPL0106 6 unknown option "feild" did you mean "field"?'],
  ['| dedup', 'SPL0104 7 a field is missing'],
  ['| dedup a* b', 'SPL0107 8 a wildcard is not allowed in this field name'],
  ['| where a b', 'SPL0103 10 unexpected "b"'],
  ['| join type=lft x [search a]', 'SPL0107 12 "lft" is not allowed here did you mean "left"?'],
  ['| join x', 'SPL0104 8 a subsearch in [ ] is missing'],
  ['| join x [search a', 'SPL0102 9 this bracket is not closed'],
  ['a ] b', 'SPL0102 2 this ] closes nothing'],
  ['| sample x', 'SPL0107 9 "x" is not a number'],
  ['| rename a b', 'SPL0104 11 AS is missing'],
  ['| stats count as by x', 'SPL0104 17 the name of the column is missing'],
  ['| stats by x', 'SPL0104 8 a statistical function is missing'],
  ['| stats count(x by y', 'SPL0103 16 unexpected "by"', 'SPL0102 13 this ( is not closed'],
  ['| eval a', 'SPL0104 8 = is missing after a'],
  ['| rex "a', 'SPL0101 6 this string is not closed'],
  [
    '| foo | where a= | stats c(b',
    'SPL0105 2 unknown command "foo"',
    'SPL0104 17 an expression is missing',
    'SPL0102 26 this ( is not closed',
  ],
])('%s is wrong', (text, ...expected) => {
  const found = parse(text).diagnostics.map(({ code, span, message, advice }) =>
    [code, span?.start, message, advice].filter((part) => part !== undefined).join(' '),
  )
  expect(found).toEqual(expected)
})

test('a macro that could not be expanded is not reported again', () => {
  const codes = ['| \uFFFC', '| where \uFFFC', '| \uFFFC | dedup', 'a \uFFFC b'].map((text) =>
    parse(text).diagnostics.map(({ code }) => code),
  )
  expect(codes).toEqual([[], [], ['SPL0104'], []])
})

test('usage and arguments come from the pieces', () => {
  const { syntax } = commands.get('dedup')!
  expect(syntax.usage).toBe('[<int>] [keepempty=<bool>] <field-list> [sortby [+|-] <field>...]')
  expect(syntax.arguments.map(({ name, required }) => `${name} ${required}`)).toEqual([
    'count false',
    'keepempty false',
    'fields true',
    'sortBy false',
  ])
})
