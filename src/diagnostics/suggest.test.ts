import { expect, test } from 'vitest'
import { suggest } from './suggest.ts'

test.each<[string, string | undefined]>([
  ['wher', 'where'],
  ['STATS', 'stats'],
  ['sttas', 'stats'],
  ['statss', 'stats'],
  ['dedupe', 'dedup'],
  ['x', undefined],
  ['somethingelse', undefined],
  ['s'.repeat(1000), undefined],
])('%s', (written, near) => {
  expect(suggest(written, ['stats', 'where', 'dedup', 'streamstats'])).toBe(near)
})
