import { describe, expect, it } from 'vitest'
import { batchOf, batchOfRows, dictionaryColumn } from '../contract/batch.ts'
import type { CompiledExpression } from '../contract/expression.ts'
import type { EvalFunction, FunctionScope, LookupReader } from '../contract/function.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { parseExpression } from '../language/expression.ts'
import { parseWhole } from '../language/pipeline.ts'
import { parseSearch } from '../language/search.ts'
import { compileExpression } from '../planner/expression.ts'
import { randomSequence } from '../planner/random-sequence.ts'
import { compileSearch } from '../planner/search-predicate.ts'
import { compilePattern } from '../values/pattern.ts'
import type { EvalValue, Value } from '../values/value.ts'
import { evalFunctions } from './index.ts'

const functions = new Map<string, EvalFunction>(
  evalFunctions.flatMap((one) => [one.name, ...one.aliases].map((name) => [name, one] as const)),
)

const ports: LookupReader = {
  fields: ['port', 'service'],
  find: ({ port }) => [{ port: '22', service: 'ssh' }].filter((row) => row.port === port),
}

const scope: FunctionScope = {
  now: 1700000000,
  timeZone: 'UTC',
  random: randomSequence(),
  lookup: (name) => (name === 'ports' ? ports : undefined),
  pattern(source) {
    const compiled = compilePattern(source)
    return 'problem' in compiled ? { code: 'SPL0305', problem: compiled.problem } : compiled
  },
  searchPredicate(text) {
    const { value } = parseWhole(text, parseSearch)
    const { needs, rows } = compileSearch(value, { ...scope, report: () => {} })
    return {
      needs,
      bind(batch) {
        const passing = new Set(rows(batch))
        return (row) => passing.has(row)
      },
    }
  },
}

function compiled(text: string): { expression: CompiledExpression; diagnostics: Diagnostic[] } {
  const { value, diagnostics } = parseWhole(text, parseExpression)
  const found = [...diagnostics]
  const report = (diagnostic: Diagnostic) => found.push(diagnostic)
  return { expression: compileExpression(value, { functions, scope, report }), diagnostics: found }
}

const anyRow = batchOfRows([{}])

type Row = Readonly<Record<string, Value>>

function evaluate(text: string, row: Row = {}): EvalValue {
  const { expression, diagnostics } = compiled(text)
  expect(diagnostics).toEqual([])
  const plain = expression.bind(batchOfRows([{}, row]))(1)
  const columns = Object.entries(row).map(
    ([name, value]) => [name, dictionaryColumn(new Uint32Array(2), [value])] as const,
  )
  const coded = expression.bind(batchOf(new Map(columns), 2))
  expect(coded(1)).toEqual(plain)
  expect(coded(1)).toEqual(plain)
  return plain
}

describe.each(evalFunctions.map((one) => [one.name, one] as const))('%s()', (_, one) => {
  it.each(one.examples.map((example) => [example.expression, example] as const))(
    '%s',
    (expression, { row, result, varies }) => {
      if (varies) expect(typeof compiled(expression).expression.bind(anyRow)(0)).toBe(typeof result)
      else expect(evaluate(expression, row as Row)).toEqual(result)
    },
  )

  it('is documented', () => {
    expect(one.summary).toMatch(/\.$/)
    expect(one.examples.length).toBeGreaterThan(0)
    for (const { about } of one.parameters) expect(about).toMatch(/\.$/)
  })
})

it('no name stands for two functions', () => {
  const names = evalFunctions.flatMap((one) => [one.name, ...one.aliases])
  expect(names.length).toBe(new Set(names).size)
})

describe('what functions refuse', () => {
  it.each([
    ['tonumber("seven")', 'SPL0304'],
    ['sum(1, "2")', 'SPL0302'],
    ['avg("x", 1)', 'SPL0302'],
    ['case(a=1, "x", a=2)', 'SPL0302'],
    ['mvfilter(a=1 AND b=2)', 'SPL0302'],
    ['mvfilter(true())', 'SPL0302'],
    ['mvmap("x", 1)', 'SPL0302'],
    ['match(a, "(")', 'SPL0305'],
    ['relative_time(a, "sideways")', 'SPL0307'],
    ['lookup("nothing", json_object("a", 1), json_array("b"))', 'SPL0306'],
    ['cidrmatch("300.1.1.1/8", a)', 'SPL0304'],
    ['tostring(a, "roman")', 'SPL0304'],
    ['printf("%y", 1)', 'SPL0304'],
    ['printf("%d %d", 1)', 'SPL0302'],
    ['searchmatch(a)', 'SPL0502'],
    ['len()', 'SPL0302'],
    ['pi(1)', 'SPL0302'],
    ['lenn(a)', 'SPL0301'],
  ])('%s', (text, code) => {
    expect(compiled(text).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code])
  })
})

it('a macro within the quotes of a time modifier gives no time, and no reason to refuse the search', () => {
  const { diagnostics } = compiled('relative_time(a, "`window`")')
  expect(diagnostics).toMatchObject([{ code: 'SPL0307', severity: 'warning' }])
})

describe('edges', () => {
  it.each<[string, Row, EvalValue]>([
    ['round(0.5)', {}, 1],
    ['round(1e300, 2)', {}, 1e300],
    ['round(2.5, -1)', {}, null],
    ['substr("abc", -5, 4)', {}, 'ab'],
    ['substr("abc", 3, -2)', {}, 'ab'],
    ['substr("abc", 4)', {}, ''],
    ['mvindex(m, -4)', { m: ['a', 'b'] }, null],
    ['mvindex(m, 1, 0)', { m: ['a', 'b'] }, null],
    ['json_set(d, "__proto__.x", 1)', { d: '{}' }, '{"__proto__":{"x":1}}'],
    ['json_extract(d, "constructor")', { d: '{}' }, null],
    ['json_extract(d, "{}")', { d: '{"a":1}' }, '{"a":1}'],
    ['json_array_to_mv("[")', {}, null],
    ['spath(d, "a")', { d: '<a>&#x41;&lt;<![CDATA[<b>]]></a>' }, 'A<<b>'],
    ['spath(d, "a")', { d: '<a><b></a>' }, null],
    ['printf("%5s|%-5s|%.2s", "é", "é", "añb")', {}, '    é|é    |añ'],
    ['printf("%a", 1)', {}, '0x1p+0'],
    ['printf("%g %g %#g", 0.00001, 100000, 1)', {}, '1e-05 100000 1.00000'],
    ['printf("%05d|%+d|% d", -42, 7, 7)', {}, '-0042|+7| 7'],
    ['printf("%x", -1)', {}, 'ffffffffffffffff'],
    ['printf("%.0d|", 0)', {}, '|'],
    ['tostring(-5, "duration")', {}, '-00:00:05'],
    ['tostring(1.5, "duration")', {}, '00:00:01.500000'],
    ['tostring("5", "binary")', {}, '5'],
    ['tonumber(x, 16)', { x: '0xFF' }, 255],
    ['tonumber(x, 2)', { x: '12' }, null],
    ['max(x, "a")', { x: '99' }, 'a'],
    ['replace("aaa", "a", "\\0\\0")', {}, 'aaaaaa'],
    ['mvrange(1, 1e12)', {}, null],
    ['urldecode("%ff%41")', {}, '\ufffdA'],
    ['in(x, "1.0", "b")', { x: '1' }, true],
    ['isint(x)', { x: '1e3' }, false],
    ['ltrim("ééa", "é")', {}, 'a'],
    ['rtrim("a😀😀", "😀")', {}, 'a'],
  ])('%s of %j', (text, row, result) => {
    expect(evaluate(text, row)).toEqual(result)
  })

  it('a document as deep as it likes is no trouble', () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    for (const text of [
      'json_valid(d)',
      'json_array(d)',
      'json_extract(d, "{}")',
      'spath(d, "{0}")',
    ])
      expect(() => compiled(text).expression.bind(batchOfRows([{ d: deep }]))(0)).not.toThrow()
    const xml = `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`
    expect(String(evaluate('spath(d, "a")', { d: xml })).length).toBe(7 * 49_999)
  })
})
