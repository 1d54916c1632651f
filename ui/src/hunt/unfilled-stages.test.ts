import { describe, expect, it } from 'vitest'
import { withoutUnfilled } from './unfilled-stages.ts'

describe('a drilldown with tokens that nothing fills', () => {
  it.each([
    ['a=1 | stats count by x | search  c = "$c$"', 'a=1 | stats count by x', ['search  c = "$c$"']],
    ['a=1 | search c="$c$" | head 1', 'a=1 | head 1', ['search c="$c$"']],
    ['a=1 [search c="$c$" | head 1]', undefined, []],
    ['a="$c$"', undefined, []],
    [
      'a=1 | append [search c="$c$" | head 1] | head 2',
      'a=1 | head 2',
      ['append [search c="$c$" | head 1]'],
    ],
    ['a=1 | head 2', undefined, []],
    [
      '| from datamodel Risk | search x IN ("$c$")',
      '| from datamodel Risk',
      ['search x IN ("$c$")'],
    ],
  ])('%s', (search, left, dropped) => {
    const found = withoutUnfilled(search, ['c'])
    expect(found?.search).toBe(left)
    expect(found?.dropped ?? []).toEqual(dropped)
  })
})
