import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dataSourceFields } from '../scripts/fields/data-source-fields.ts'
import { sharedFolder } from './shared-material.ts'

const content = sharedFolder('data/security_content')

test.skipIf(content === undefined)(
  'events of the Windows event log and of Sysmon have the fields that their data sources list',
  { timeout: 120_000 },
  async () => {
    const results = await dataSourceFields(join(content ?? '', 'data_sources'), (name) =>
      /^(?:windows_event_log|sysmon|powershell_script)/.test(name),
    )
    expect(results.length).toBeGreaterThan(70)
    const share = (all: readonly string[], missing: readonly string[]) =>
      all.length === 0 ? 1 : 1 - missing.length / all.length
    const given = results.map(({ listed, missing }) => share(listed, missing))
    expect(given.reduce((sum, one) => sum + one, 0) / given.length).toBeGreaterThan(0.98)
    const short = results.filter(({ listed, missing }) => share(listed, missing) < 0.9)
    expect(short.map(({ file }) => file)).toEqual([])
    expect(results.filter(({ missingOutputs }) => missingOutputs.length > 0)).toEqual([])
    expect(results.filter(({ events }) => events !== 1)).toEqual([])
  },
)
