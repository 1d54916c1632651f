import { describe, expect, it } from 'vitest'
import {
  type Comparison,
  compareEval,
  compareSortKeys,
  type SortKind,
  searchComparison,
  sortKeyOf,
} from './compare.ts'
import type { EvalValue, Value } from './value.ts'

describe('compareEval', () => {
  const is = (left: EvalValue, operator: Comparison, right: EvalValue, result: boolean | null) =>
    it(`${JSON.stringify(left)} ${operator} ${JSON.stringify(right)}: ${result}`, () =>
      expect(compareEval(operator, left, right)).toBe(result))

  is(1, '=', '1', true)
  is('1.0', '=', '1', true)
  is('10', '>', '9', true)
  is('10', '>', 9, true)
  is('10a', '>', '9', false)
  is('a', '=', 'A', false)
  is('Z', '<', 'a', true)
  is('abc', '=', 5, false)
  is('abc', '!=', 5, true)
  is(null, '=', 'x', null)
  is('x', '!=', null, null)
  is(null, '=', null, null)
  is(['a', 'b'], '=', 'b', true)
  is(['a', 'b'], '!=', 'b', true)
  is(['a', 'b'], '=', 'c', false)
  is(['1', '20'], '>', 10, true)
  is(true, '=', true, true)
  is(true, '!=', false, true)
  is(true, '<', false, null)
})

describe('searchComparison', () => {
  const is = (value: Value, operator: Comparison, text: string, result: boolean) =>
    it(`${JSON.stringify(value)} ${operator}${text}: ${result}`, () =>
      expect(searchComparison(operator, text)(value)).toBe(result))

  is('Admin', '=', 'ADMIN', true)
  is('ADMIN2', '=', 'admin', false)
  is('admin2', '=', 'admin*', true)
  is('404', '=', '4*', true)
  is(404, '=', '404', true)
  is('1.0', '=', '1', false)
  is('10.10.10.12', '=', '10.10.10.0/24', true)
  is('50.10.10.17', '=', '10.10.10.0/24', false)
  is('a/b', '=', 'A/B', true)
  is('value1', '!=', 'value2', true)
  is(null, '!=', 'value2', false)
  is(null, '=', '*', false)
  is('x', '=', '*', true)
  is('x', '!=', '*', false)
  is('10', '>', '9', true)
  is('9', '>', '9', false)
  is('b', '>', 'A', true)
  is('abc', '<', '5', false)
  is(['a', 'b'], '=', 'B', true)
  is(['a', 'b'], '!=', 'b', true)
  is(['b', 'B'], '!=', 'b', false)
  it('demands case when told to', () =>
    expect(searchComparison('=', 'Ad*', { caseSensitive: true })('admin')).toBe(false))
})

describe('sort order', () => {
  const sorts = (
    kind: SortKind,
    values: readonly Value[],
    sorted: readonly Value[],
    down = false,
  ) =>
    it(`${kind}${down ? ' descending' : ''}: ${JSON.stringify(values)}`, () =>
      expect(
        [...values].sort((left, right) =>
          compareSortKeys(sortKeyOf(kind, left), sortKeyOf(kind, right), down),
        ),
      ).toEqual(sorted))

  sorts('auto', ['10', '9', '70', '100'], ['9', '10', '70', '100'])
  sorts('str', ['10', '9', '70', '100'], ['10', '100', '70', '9'])
  sorts('auto', ['9.1', '10.1'], ['10.1', '9.1'], true)
  sorts('auto', ['10.1.a', '9.1.a'], ['9.1.a', '10.1.a'], true)
  sorts('auto', ['b', null, '2', 'B', 1], [1, '2', 'B', 'b', null])
  sorts('auto', ['b', null, '2', 'B', 1], ['b', 'B', '2', 1, null], true)
  sorts('auto', ['10.0.0.10', '10.0.0.9', 'x'], ['10.0.0.9', '10.0.0.10', 'x'])
  sorts(
    'ip',
    ['192.168.0.1', '::1', '10.0.0.2', 'host'],
    ['10.0.0.2', '192.168.0.1', '::1', 'host'],
  )
  sorts('num', ['x', '10', '9'], ['9', '10', 'x'])
  sorts('auto', [['5', '1'], '3'], ['3', ['5', '1']])
})
