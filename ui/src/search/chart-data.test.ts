import { expect, it } from 'vitest'
import { chartOf } from './chart-data.ts'

it.each([
  [
    'numbers over time',
    ['_time', '_span', 'count'],
    [
      { _time: 60, _span: 60, count: 1 },
      { _time: '120', _span: 60, count: null },
    ],
    { kind: 'time', times: [60, 120], series: [{ name: 'count', values: [1, null] }] },
  ],
  [
    'numbers over the values of a field',
    ['host', 'count', 'user'],
    [{ host: 'a', count: '2', user: 'ann' }],
    { kind: 'bars', labels: ['a'], series: [{ name: 'count', values: [2] }] },
  ],
  ['nothing without numbers', ['host', 'user'], [{ host: 'a', user: 'b' }], undefined],
  ['no events', ['_time', '_raw', 'count'], [{ _time: 1, _raw: '', count: 1 }], undefined],
  ['no rows', ['host', 'count'], [], undefined],
])('charts %s', (_, fields, rows, chart) => {
  expect(chartOf(fields, rows)).toEqual(chart)
})
