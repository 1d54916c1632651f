import { describe, expect, it } from 'vitest'
import { batchOf, batchOfRows, constantColumn, dictionaryColumn } from '../contract/batch.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { SearchExpression } from '../language/ast.ts'
import { createCursor } from '../language/cursor.ts'
import { parseSearch } from '../language/search.ts'
import type { Value } from '../values/value.ts'
import { compileSearch, timeBoundsOf } from './search-predicate.ts'

const context = { now: 1_700_000_000, timeZone: 'UTC' }

function parsed(text: string): SearchExpression {
  const cursor = createCursor(text, {
    readPipeline: () => ({ kind: 'pipeline', commands: [], span: { start: 0, end: 0 } }),
    report: (diagnostic) => {
      throw new Error(diagnostic.message)
    },
  })
  return parseSearch(cursor)
}

function compiled(text: string) {
  return compileSearch(parsed(text), {
    ...context,
    report: (diagnostic) => {
      throw new Error(diagnostic.message)
    },
  })
}

const matching = (text: string, rows: readonly Record<string, Value>[]): number[] => [
  ...compiled(text).rows(batchOfRows(rows)),
]

/** Which of these values of the field `f` pass; with and without a dictionary. */
function values(text: string, list: readonly Value[]): Value[] {
  const rows = list.map((f) => ({ f }))
  const plain = matching(text, rows).map((row) => list[row] as Value)
  const coded = batchOf(
    new Map([['f', dictionaryColumn(Uint32Array.from(list.keys()), list)]]),
    list.length,
  )
  expect([...compiled(text).rows(coded)].map((row) => list[row])).toEqual(plain)
  return plain
}

const raw = (text: string, ...lines: readonly string[]): string[] =>
  matching(
    text,
    lines.map((_raw) => ({ _raw })),
  ).map((row) => lines[row] as string)

describe('comparisons', () => {
  it('ignore case and know wildcards', () => {
    expect(values('f=Ann', ['ann', 'ANN', 'anna', null])).toEqual(['ann', 'ANN'])
    expect(values('f=a*n', ['Ann', 'an', 'ana'])).toEqual(['Ann', 'an'])
    expect(values('f=*', ['', 'x', null])).toEqual(['', 'x'])
    expect(values('f=""', ['', 'x', null])).toEqual([''])
    expect(values('f=CASE(Ann)', ['ann', 'Ann'])).toEqual(['Ann'])
  })
  it('take a backslash before an asterisk as itself', () => {
    const paths = ['C:\\Windows\\a.exe', 'C:\\Windows*', 'C:\\Windowsa']
    expect(values('f="C:\\\\Windows\\\\*"', paths)).toEqual([paths[0]])
    expect(values('f="C:\\Windows\\*"', paths)).toEqual([paths[0]])
  })
  it('compare text for equality and numbers for order', () => {
    expect(values('f=1', ['1', 1, '1.0', '01'])).toEqual(['1', 1])
    expect(values('f>9', ['10', 9, 100, 'x'])).toEqual(['10', 100, 'x'])
    expect(values('f<=b', ['a', 'B', 'c'])).toEqual(['a', 'B'])
  })
  it('match subnets', () => {
    expect(values('f="10.1.0.0/16"', ['10.1.2.3', '10.2.0.1', '10.1.0.0/16'])).toEqual([
      '10.1.2.3',
      '10.1.0.0/16',
    ])
    expect(values('f!=10.1.0.0/16', ['10.1.2.3', '10.2.0.1', null])).toEqual(['10.2.0.1'])
  })
  it('need the field when unequal, and one value that differs', () => {
    expect(values('f!=a', ['a', 'b', null, ['a', 'b']])).toEqual(['b', ['a', 'b']])
    expect(values('NOT f=a', ['a', 'b', null, ['a', 'b']])).toEqual(['b', null])
    expect(values('f!=*', ['a', null])).toEqual([])
  })
  it('take any of several values', () => {
    expect(values('f IN (a, b*, 10.0.0.0/8)', ['A', 'bc', '10.1.1.1', 'c', ['c', 'B']])).toEqual([
      'A',
      'bc',
      '10.1.1.1',
      ['c', 'B'],
    ])
    expect(values('f=a OR f=*z OR f=x*y', ['a', 'Z', 'xay', 'b'])).toEqual(['a', 'Z', 'xay'])
  })
  it('know nothing of a field that no row has', () => {
    expect(matching('g=*', [{ f: 1 }])).toEqual([])
    expect(matching('NOT g=*', [{ f: 1 }])).toEqual([0])
  })
})

describe('terms', () => {
  it('are whole segments', () => {
    expect(raw('fail', 'to fail', 'fail_over', 'failed', 'a.fail', 'xfail')).toEqual([
      'to fail',
      'fail_over',
      'a.fail',
    ])
    expect(raw('fail*', 'failed', 'xfailed')).toEqual(['failed'])
    expect(raw('*fail', 'xfail', 'xfails')).toEqual(['xfail'])
    expect(raw('*fail*', 'xfails', 'fai')).toEqual(['xfails'])
  })
  it('are phrases in quotes', () => {
    expect(
      raw('"database error"', 'a Database error!', 'database  error', 'database errors'),
    ).toEqual(['a Database error!'])
    expect(raw('"-ComputerName"', 'x -ComputerName y', 'x-computername')).toEqual([
      'x -ComputerName y',
      'x-computername',
    ])
  })
  it('stay within a word at an asterisk between letters', () => {
    expect(raw('a*z', 'abcz', 'a z', 'a-z', 'ab yz', 'az b')).toEqual(['abcz', 'a-z', 'az b'])
    expect(raw('"error * disk"', 'error on the disk', 'error disk')).toEqual(['error on the disk'])
  })
  it('begin and end at encoded breakers', () => {
    expect(raw('cmd', 'x%20cmd%2Fy', 'x%2Fcmd')).toEqual(['x%20cmd%2Fy'])
  })
  it('know TERM and CASE', () => {
    expect(raw('TERM(10.0.0.1)', 'ip 10.0.0.1 x', 'ip=10.0.0.1', '(10.0.0.1)')).toEqual([
      'ip 10.0.0.1 x',
      '(10.0.0.1)',
    ])
    expect(raw('CASE(Error)', 'an Error', 'an error')).toEqual(['an Error'])
  })
  it('stay linear in long texts', () => {
    const text = 'ab '.repeat(200_000)
    const start = performance.now()
    expect(raw('a*z', text)).toEqual([])
    expect(raw('"b a*z"', text)).toEqual([])
    expect(raw('"a*b a*z"', text)).toEqual([])
    expect(raw('a*a*a*a*z', 'a'.repeat(200_000))).toEqual([])
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

describe('time terms', () => {
  it('bound _time', () => {
    const rows = [{ _time: context.now - 100 }, { _time: context.now - 4000 }, { n: 1 }]
    expect(matching('earliest=-1h', rows)).toEqual([0])
    expect(matching('latest=-1h', rows)).toEqual([1])
    expect(matching('starthoursago=1', rows)).toEqual([0])
  })
  it('give the bounds of the search', () => {
    const bounds = (text: string) => timeBoundsOf(parsed(text), context)
    expect(bounds('a=1 earliest=-1d latest=now')).toEqual({
      earliest: context.now - 86_400,
      latest: context.now,
    })
    expect(bounds('(a=1 earliest=-1d) OR (b=1 earliest=-2d)')).toEqual({
      earliest: context.now - 172_800,
      latest: null,
    })
    expect(bounds('a=1 OR earliest=-2d')).toEqual({ earliest: null, latest: null })
    expect(bounds('timeformat="%Y-%m-%d" earliest="2023-11-01"')).toEqual({
      earliest: 1_698_796_800,
      latest: null,
    })
    expect((bounds('earliest=-1lightyear') as readonly Diagnostic[])[0]?.code).toBe('SPL0307')
    expect((bounds('searchtimespanhours=3') as readonly Diagnostic[])[0]?.code).toBe('SPL0502')
  })
})

it('tests a value that repeats once', () => {
  const batch = batchOf(new Map([['f', constantColumn('a', 3)]]), 3)
  expect([...compiled('f=A').rows(batch)]).toEqual([0, 1, 2])
})
