import { expect, test } from 'vitest'
import { lintPaths } from '../src/content-checks.ts'
import { sharedFolder } from './shared-material.ts'

const securityContent = sharedFolder('data/security_content')
const options = { now: Date.UTC(2026, 0, 1) / 1000, timeZone: 'UTC' }

test.skipIf(securityContent === undefined)(
  'the errors in security_content of October 2024 are those that were read and found true',
  async () => {
    const { diagnostics } = await lintPaths([securityContent as string], [], options, () => {})
    const counts: Record<string, number> = {}
    for (const { code, severity } of diagnostics)
      if (severity === 'error') counts[code] = (counts[code] ?? 0) + 1
    expect(counts).toEqual({
      // A lookup that no file declares, and that is no CSV file.
      SPL0306: 2,
      // `update_timestamp: trues`
      YML0201: 1,
      // Data sources that nobody has described.
      YML0312: 75,
      // Detections that this part of the repository does not have.
      YML0313: 33,
    })
  },
  60_000,
)
