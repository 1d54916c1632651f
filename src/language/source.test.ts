import { expect, test } from 'vitest'
import { renderDiagnostic } from '../diagnostics/render.ts'
import { expandMacros, type MacroDefinition } from './source.ts'

const define = (key: string, definition: string, more: Partial<MacroDefinition> = {}) =>
  [
    more.arguments === undefined ? key : `${key}(${more.arguments.length})`,
    { name: key, arguments: [], definition, ...more },
  ] as const

const macros = new Map<string, MacroDefinition>([
  define('windows', 'index=windows'),
  define('empty', ''),
  define('ctime', 'convert ctime($field$)', { arguments: ['field'] }),
  define('both', '($a$ OR $b$) x="$a$"', { arguments: ['a', 'b'] }),
  define('outer', '`windows` `ctime($x$)`', { arguments: ['x'] }),
  define('loop', '`pool`'),
  define('pool', '`loop`'),
  define('double', '`$m$` `$m$`', { arguments: ['m'] }),
  define('positive', 'head $n$', {
    arguments: ['n'],
    validation: '$n$ > 0',
    errormsg: 'n must be positive',
  }),
  define('computed', '"index=" . "$i$"', { arguments: ['i'], iseval: true }),
])

const expand = (text: string) => expandMacros(text, macros)

test.each<[string, string]>([
  ['`windows` a', 'index=windows a'],
  ['a `empty` b', 'a  b'],
  ['| `ctime(firstTime)`', '| convert ctime(firstTime)'],
  ['`ctime( firstTime )`', 'convert ctime(firstTime)'],
  ['`both(1, 2)`', '(1 OR 2) x="1"'],
  ['`both(b=1, a=2)`', '(2 OR 1) x="2"'],
  ['`both("a,b", f(c, d))`', '(a,b OR f(c, d)) x="a,b"'],
  ['`both("say \\"hi\\"", "")`', '(say "hi" OR ) x="say "hi""'],
  ['`outer(t)`', 'index=windows convert ctime(t)'],
  ['`double(windows)`', 'index=windows index=windows'],
  ['"a`windows`b" `windows`', '"a`windows`b" index=windows'],
  ['``` `windows` "``` `windows`', '``` `windows` "``` index=windows'],
  ['x=\\"`windows`', 'x=\\"index=windows'],
  ['`ctime()`', 'convert ctime()'],
])('%s', (text, expanded) => {
  const { source, diagnostics } = expand(text)
  expect(diagnostics).toEqual([])
  expect(source.text).toBe(expanded)
})

test.each<[string, string, string?]>([
  ['a `window`', 'SPL0201', 'did you mean "windows"?'],
  ['`ctime(a, b)`', 'SPL0202'],
  ['`ctime`', 'SPL0202'],
  ['`loop`', 'SPL0203'],
  ['`windows', 'SPL0102'],
  ['`ctime(a`', 'SPL0102'],
  ['`not a call`', 'SPL0103'],
  ['`computed(a)`', 'SPL0502'],
])('%s is wrong', (text, code, advice) => {
  const { source, diagnostics } = expand(text)
  expect(diagnostics.map((each) => each.code)).toEqual([code])
  expect(diagnostics[0]?.advice).toBe(advice)
  const [place] = source.locate(diagnostics[0]!.span!)
  expect(place?.text.slice(place.span.start, place.span.end)).toMatch(/^`/)
})

test.each<[string, string, string?]>([
  ['`computed(main)`', 'index=main'],
  ['`positive(3)`', 'head 3'],
  ['`positive(0)`', '\uFFFC', 'macro "positive" refuses its arguments: n must be positive'],
])('%s with evaluation', (text, expanded, message) => {
  const { source, diagnostics } = expandMacros(text, macros, {
    evaluate: (node) => {
      if (node.kind !== 'binary') return null
      if (node.operator === '.') return 'index=main'
      return node.left.kind === 'number' && node.left.value > 0
    },
  })
  expect(source.text).toBe(expanded)
  expect(diagnostics[0]?.message).toBe(message)
})

test('a span in a macro is shown with its calls', () => {
  const { source } = expand('x | `outer(firstTime)`')
  const at = (word: string) => {
    const start = source.text.indexOf(word)
    return source
      .locate({ start, end: start + word.length })
      .map(({ name, text, span }) => `${name}: ${text.slice(span.start, span.end)}`)
  }
  expect(at('ctime')).toEqual([
    'search: `outer(firstTime)`',
    'macro outer(1): `ctime($x$)`',
    'macro ctime(1): ctime',
  ])
  expect(at('firstTime')).toEqual(['search: firstTime'])
  expect(at('windows convert')).toEqual([
    'search: `outer(firstTime)`',
    'macro outer(1): `windows` `ctime($x$)`',
  ])
  expect(
    renderDiagnostic(
      { code: 'SPL0301', severity: 'error', message: 'unknown function "ctime"', label: 'here' },
      source.locate({ start: source.text.indexOf('ctime'), end: source.text.indexOf('ctime') + 5 }),
    ),
  ).toMatchInlineSnapshot(`
    "error[SPL0301]: unknown function "ctime"
      ┌─ search:1:5
    1 │ x | \`outer(firstTime)\`
      │     ^^^^^^^^^^^^^^^^^^ in this macro
      ├─ macro outer(1):1:11
    1 │ \`windows\` \`ctime($x$)\`
      │           ^^^^^^^^^^^^ in this macro
      ├─ macro ctime(1):1:9
    1 │ convert ctime($field$)
      │         ^^^^^ here"
  `)
})

test.each([
  [
    'a chain that doubles',
    new Map([
      ...Array.from({ length: 60 }, (_, n) => define(`m${n}`, `\`m${n + 1}\` \`m${n + 1}\``)),
      define('m60', 'x'.repeat(100)),
    ]),
    '`m0`',
  ],
  [
    'an argument used often',
    new Map([define('many', '$x$'.repeat(30_000), { arguments: ['x'] })]),
    `\`many(${'y'.repeat(100_000)})\``,
  ],
])('%s ends with a diagnostic', (_, table, text) => {
  const { source, diagnostics } = expandMacros(text, table)
  expect(diagnostics.map(({ code }) => code)).toContain('SPL0203')
  expect(source.text.length).toBeLessThan(1 << 21)
})
