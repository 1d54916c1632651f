import { expect, test } from 'vitest'
import type { Expression } from './ast.ts'
import { parseExpression } from './expression.ts'
import { parseWhole } from './pipeline.ts'
import { printExpression } from './print.ts'

const parse = (text: string) => parseWhole(text, parseExpression)

/** Every operator with its operands in brackets. */
function shape(node: Expression): string {
  switch (node.kind) {
    case 'number':
      return node.text
    case 'string':
      return JSON.stringify(node.value)
    case 'field':
      return `<${node.name}>`
    case 'boolean':
      return String(node.value)
    case 'subsearch':
      return '[]'
    case 'unary':
      return `(${node.operator} ${shape(node.operand)})`
    case 'binary':
      return `(${shape(node.left)} ${node.operator} ${shape(node.right)})`
    case 'in':
      return `(${shape(node.value)} IN ${node.list.map(shape).join(' ')})`
    case 'call':
      return `${node.name}(${node.arguments.map(shape).join(', ')})`
  }
}

test.each<[string, string]>([
  ['a=1 AND b=2 OR c=3 XOR d=4', '((((<a> = 1) AND (<b> = 2)) OR (<c> = 3)) XOR (<d> = 4))'],
  ['NOT a=1 AND b', '((NOT (<a> = 1)) AND <b>)'],
  ['not a and not b', '((NOT <a>) AND (NOT <b>))'],
  ['1+2*3-4', '((1 + (2 * 3)) - 4)'],
  ['a-b-c', '((<a> - <b>) - <c>)'],
  ['"n: " . a + 1', '("n: " . (<a> + 1))'],
  ['first." ".last', '((<first> . " ") . <last>)'],
  ['a.b', '(<a> . <b>)'],
  ["'a.b'", '<a.b>'],
  ["'it\\'s'", "<it's>"],
  ['items{}.id', '<items{}.id>'],
  ['-a*b', '((- <a>) * <b>)'],
  ['2*-3', '(2 * (- 3))'],
  ['x LIKE "a%" OR y in (1,"b")', '((<x> LIKE "a%") OR (<y> IN 1 "b"))'],
  ['x NOT IN (1)', '(NOT (<x> IN 1))'],
  ['x NOT LIKE "a"', '(NOT (<x> LIKE "a"))'],
  ['IF(a==1, true(), false)', 'if((<a> = 1), true, false)'],
  ['in(status, "a", "b")', 'in(<status>, "a", "b")'],
  ['null()', 'null()'],
  ['.5 + 1e3 + 1.50', '((.5 + 1e3) + 1.50)'],
  ['"a\\"b\\\\c\\d"', '"a\\"b\\\\c\\\\d"'],
  ['a<5 AND b>=6', '((<a> < 5) AND (<b> >= 6))'],
  ['total_<<FIELD>> + <<FIELD>>', '(<total_<<FIELD>>> + <<<FIELD>>>)'],
  ['(a OR b) AND c', '((<a> OR <b>) AND <c>)'],
  ['cpu:disk', '<cpu:disk>'],
])('%s', (text, expected) => {
  const { value, diagnostics } = parse(text)
  expect(diagnostics).toEqual([])
  expect(shape(value)).toBe(expected)
  expect(shape(parse(printExpression(value)).value)).toBe(expected)
})

test.each<[string, string]>([
  ['a==1 AND (b==2 OR c==3)', 'a == 1 AND (b == 2 OR c == 3)'],
  ['(a . b) . c', 'a . b . c'],
  ['a . (b . c)', 'a . (b . c)'],
  ["'user' . 'a b' . 'true'", "user . 'a b' . 'true'"],
  ['NOT (NOT a)', 'NOT NOT a'],
  ['(NOT a) = b', '(NOT a) == b'],
  ['if ( a , b,c )', 'if(a, b, c)'],
])('%s is printed as %s', (text, expected) =>
  expect(printExpression(parse(text).value)).toBe(expected),
)

test.each<[string, ...string[]]>([
  ['', 'SPL0104 0'],
  ['a +', 'SPL0104 3'],
  ['(a', 'SPL0102 0'],
  ['a)', 'SPL0102 1'],
  ['if(a b, c', 'SPL0103 5', 'SPL0102 2'],
  ['f(a,,b)', 'SPL0104 4'],
  ['5minutes > 1', 'SPL0103 0'],
  ['"abc', 'SPL0101 0'],
  ["'abc", 'SPL0101 0'],
  ['(1+) * (2 3) + f(*)', 'SPL0104 3', 'SPL0103 10', 'SPL0104 17', 'SPL0104 18'],
])('%s is wrong', (text, ...expected) => {
  const found = parse(text).diagnostics.map(({ code, span }) => `${code} ${span?.start}`)
  expect(found).toEqual(expected)
})

test.each([
  '('.repeat(100_000),
  'f('.repeat(50_000),
  'NOT '.repeat(25_000),
  '-'.repeat(100_000),
  `a${'+a'.repeat(50_000)}`,
  `a${' OR a=1'.repeat(20_000)}`,
])('nesting without end is refused: %#', (text) => {
  expect(parse(text).diagnostics.map(({ code }) => code)).toContain('SPL0108')
})
