import { describe, expect, it } from 'vitest'
import { readCases, runCase } from '../scripts/conformance/conformance.ts'
import { sharedFolder } from './shared-material.ts'

const folder = sharedFolder('conformance')

// Their page adds up wrongly; see docs/decisions/0006-measure-of-compatibility.md.
const wrongOnTheirPage = new Set(['streamstats-running-sum', 'stats-perc-of-running-total'])

describe.skipIf(!folder)('SPL with documented results', () => {
  const cases = folder ? readCases(folder).filter(({ id }) => !wrongOnTheirPage.has(id)) : []

  it('has cases', () => expect(cases.length).toBeGreaterThan(300))

  it.each(cases.map((each) => [each.id, each] as const))('%s', async (_, each) => {
    expect(await runCase(each)).toBeNull()
  })
})
