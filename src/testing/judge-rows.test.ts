import { expect, test } from 'vitest'
import { batchOfRows } from '../contract/batch.ts'
import type { PlacedText } from '../detections/placed-text.ts'
import type { Value } from '../values/value.ts'
import { judgeRows } from './judge-rows.ts'

const field = (text: string) => ({
  field: { text } as PlacedText,
  type: 'x',
  score: 1,
  message: null,
})

const judge = (
  rows: readonly Record<string, Value>[],
  {
    risk = ['dest'],
    threats = [],
    expected = null,
  }: {
    risk?: readonly string[]
    threats?: readonly string[]
    expected?: number | null
  } = {},
) => {
  const verdict = judgeRows(
    { riskObjects: risk.map(field), threatObjects: threats.map(field) },
    { expectedResults: expected },
    // In two batches, as a search may give them.
    [batchOfRows(rows.slice(0, 1)), batchOfRows(rows.slice(1))],
  )
  return verdict.kind === 'failed' ? verdict.reason : (verdict.note ?? verdict.kind)
}

test.each([
  ['a row', [{ dest: 'a' }], {}, 'passed'],
  ['no row', [], {}, 'no rows'],
  [
    'a row without the risk object',
    [{ user: 'a' }],
    {},
    'row 1 of 1 has no value in the risk object dest',
  ],
  ['the text null', [{ dest: 'null' }], {}, 'row 1 of 1 has no value in the risk object dest'],
  ['an empty text', [{ dest: '' }], {}, 'row 1 of 1 has no value in the risk object dest'],
  ['several values', [{ dest: ['null', 'a'] }], {}, 'passed'],
  [
    'two risk objects',
    [{ dest: 'a' }],
    { risk: ['dest', 'user', 'src'] },
    'row 1 of 1 has no value in the risk objects user, src',
  ],
  ['no risk objects', [{ a: 1 }], { risk: [] }, 'passed'],
  // The first row decides: what comes after it is only worth a word.
  [
    'a later row lacks it',
    [{ dest: 'a' }, { user: 'b' }],
    {},
    '1 of 2 rows lack a risk object: they would raise no risk for it',
  ],
  [
    'a threat object in a later row',
    [{ dest: 'a' }, { dest: 'a', t: 1 }],
    { threats: ['t'] },
    'passed',
  ],
  [
    'threat objects in different rows',
    [
      { dest: 'a', t: 1 },
      { dest: 'a', u: 1 },
    ],
    { threats: ['t', 'u'] },
    'passed',
  ],
  [
    'a threat object in no row',
    [{ dest: 'a', t: 1 }, { dest: 'b' }],
    { threats: ['t', 'u'] },
    'no row has a value in the threat object u',
  ],
  [
    'risk is looked at until threats are all there',
    [{ dest: 'a' }, { t: 1 }],
    { threats: ['t'] },
    'row 2 of 2 has no value in the risk object dest',
  ],
  ['none expected, none there', [], { expected: 0 }, 'passed'],
  ['none expected', [{ dest: 'a' }], { expected: 0 }, '1 row, expected 0'],
  ['one expected is at least one', [{ dest: 'a' }, { dest: 'b' }], { expected: 1 }, 'passed'],
  ['three expected', [{ dest: 'a' }, { dest: 'b' }], { expected: 3 }, '2 rows, expected 3'],
] as const)('%s', (_, rows, options, verdict) => {
  expect(judge(rows as unknown as Record<string, Value>[], options)).toBe(verdict)
})
