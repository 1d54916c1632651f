import { describe, expect, it } from 'vitest'
import { environmentOf } from '../../app.ts'
import { spillSpace } from '../../runtime/spill-space.ts'
import { memorySource } from '../memory-source.ts'
import { prepareSearch } from '../prepare-search.ts'
import { batchOfObjects } from '../rows-in.ts'
import { openTrace, type SearchTrace } from './trace-search.ts'

const environment = environmentOf(undefined)
const macros = new Map([
  ['web', { name: 'web', arguments: [], definition: '(sourcetype=access OR sourcetype=iis)' }],
])

async function trace(
  search: string,
  ...events: readonly Record<string, unknown>[]
): Promise<SearchTrace> {
  const options = { now: 1000, timeZone: 'UTC' }
  const all = { ...environment, macros }
  const prepared = prepareSearch(search, all, options)
  expect(prepared.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  const batches = events.map((event) => batchOfObjects([event]))
  const open = await openTrace(prepared, {
    environment: all,
    options,
    source: memorySource(batches, all),
    signal: new AbortController().signal,
    spill: spillSpace(),
    report() {},
  })
  if (!open.generates) for (const batch of batches) open.push(batch)
  return open.finish()
}

/** `left` and `alone` of each requirement, then what the nearest row misses. */
const told = ({ ending }: SearchTrace) => ({
  stage: ending?.stage,
  counts: ending?.requirements.map(({ text, left, alone }) => `${text}: ${left}, ${alone}`),
  met: ending?.nearest?.met,
  misses: ending?.nearest?.misses.map(
    ({ text, values }) => `${text}: ${values.map(({ field, value }) => `${field} is ${value}`)}`,
  ),
})

describe('the base search', () => {
  it('tells which predicate took the last event, and the event that meets the most', async () => {
    const found = await trace(
      'EventCode=1 Image="*\\\\rundll32.exe" NOT user=SYSTEM | stats count by host',
      { EventCode: 3, Image: 'C:\\rundll32.exe', user: 'ann' },
      { EventCode: 1, Image: 'C:\\cmd.exe', user: 'SYSTEM' },
      { EventCode: 1, Image: 'C:\\rundll.exe', user: 'bob' },
      { EventCode: 1, Image: 'C:\\notepad.exe', user: 'bob' },
    )
    expect(told(found)).toEqual({
      stage: 0,
      counts: ['EventCode=1: 3, 3', 'Image="*\\\\rundll32.exe": 0, 1', 'NOT user=SYSTEM: 0, 3'],
      met: 2,
      misses: ['Image="*\\\\rundll32.exe": Image is C:\\rundll.exe'],
    })
  })

  it('prefers of equally near events the one whose value is most like what is wanted', async () => {
    const events = ['cmd.exe', 'C:\\Windows\\rundl32.exe', 'powershell.exe'].map((Image) => ({
      Image,
    }))
    const found = await trace('Image="*\\\\rundll32.exe"', ...events)
    expect(told(found).misses).toEqual([
      'Image="*\\\\rundll32.exe": Image is C:\\Windows\\rundl32.exe',
    ])
  })

  it('goes into the alternative that comes nearest', async () => {
    const found = await trace(
      '(name=a.exe (args=*x* OR args=*y*)) OR (name=b.exe args=*z*)',
      { name: 'b.exe', args: 'other' },
      { name: 'c.exe', args: 'none' },
    )
    expect(told(found)).toMatchObject({ met: 0, misses: ['args=*z*: args is other'] })
  })

  it('names fields that no event has, and a field of nearly that name', async () => {
    const { ending } = await trace('ScriptBlok=*a*', { ScriptBlock: 'a' })
    expect(ending?.requirements[0]?.absent).toEqual(['ScriptBlok'])
    expect(ending?.nearest?.misses[0]?.values).toEqual([
      { field: 'ScriptBlok', value: null, near: 'ScriptBlock' },
    ])
  })

  it('shows of a long value the part that is like what is wanted', async () => {
    const text = `${'x'.repeat(500)} Document.ShellExecute ${'y'.repeat(500)}`
    const { ending } = await trace('text="*Document.ShellExecuted*"', { text })
    const [value] = ending?.nearest?.misses[0]?.values ?? []
    expect(value?.value).toMatch(/^…x+ Document\.ShellExecute y+…$/)
    expect(value?.value?.length).toBeLessThan(310)
  })

  it('writes the macro before what it stands for', async () => {
    const found = await trace('`web` status=200', { sourcetype: 'cisco', status: 200 })
    expect(told(found).counts).toEqual([
      '`web` (sourcetype=access OR sourcetype=iis): 0, 0',
      'status=200: 0, 1',
    ])
  })

  it('looks for words in the text of events', async () => {
    const found = await trace('mimikatz user=*', { _raw: 'a mimicat', user: 'ann' })
    expect(told(found).misses).toEqual(['mimikatz: _raw is a mimicat'])
  })

  it('tells of a time range that no event is in', async () => {
    const found = await trace('earliest=900 user=*', { _time: 10, user: 'ann' }, { _time: 20 })
    expect(found).toMatchObject({
      events: 2,
      inRange: 0,
      bounds: { earliest: 900, latest: null },
      times: { first: 10, last: 20 },
    })
  })
})

describe('later stages', () => {
  const rows = [
    { user: 'ann', host: 'a' },
    { user: 'bob', host: 'a' },
  ]

  it.each([
    ['| stats count by user | where count > 5 OR user="x"', 'where', 'count > 5 OR user="x": 0, 0'],
    ['| regex user="^z"', 'regex', 'user="^z": 0, 0'],
    ['| stats count by user dest', 'stats', 'by dest: 0, 0'],
    ['| dedup src', 'dedup', 'by src: 0, 0'],
    ['| search count=* user=a*', 'search', 'user=a*: 0, 1'],
  ])('%s', async (tail, command, last) => {
    const { stages, ending } = await trace(`host=* ${tail}`, ...rows)
    expect(stages[ending?.stage ?? -1]?.command).toBe(command)
    const end = ending?.requirements.at(-1)
    expect(`${end?.text}: ${end?.left}, ${end?.alone}`).toBe(last)
  })

  it('counts rows in and out of each stage', async () => {
    const { stages, ending } = await trace(
      'host=a | stats count by user | where count > 1 | table user',
      ...rows,
      { host: 'b' },
    )
    expect(stages.map(({ command, rowsIn, rowsOut }) => [command, rowsIn, rowsOut])).toEqual([
      ['search', 3, 2],
      ['stats', 2, 2],
      ['where', 2, 0],
      ['table', 0, 0],
    ])
    expect(ending?.nearest?.misses).toEqual([
      { text: 'count > 1', values: [{ field: 'count', value: '1' }] },
    ])
  })

  it('counts the rows that a search makes of its own', async () => {
    const { stages, ending } = await trace('| makeresults count=3 | eval a=1 | where a=2')
    expect(stages.map(({ rowsOut }) => rowsOut)).toEqual([3, 3, 0])
    expect(ending?.stage).toBe(2)
  })

  it('tells of a dataset what its events must meet', async () => {
    const found = await trace(
      '| tstats count from datamodel=Endpoint.Processes by Processes.dest',
      {
        tag: 'process',
      },
    )
    expect(told(found)).toMatchObject({
      stage: 0,
      counts: ['tag=process: 1, 1', 'tag=report: 0, 0'],
      misses: ['tag=report: tag is process'],
    })
  })

  it('has no ending where there are rows', async () => {
    expect((await trace('host=a | stats count by host', ...rows)).ending).toBeUndefined()
  })
})
