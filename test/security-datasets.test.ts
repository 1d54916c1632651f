import { relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { WindowsEvent } from '../src/contract/event.ts'
import { formats } from '../src/formats/index.ts'
import { listInputs } from '../src/ingest/input-files.ts'
import type { FileProblem } from '../src/ingest/input-sink.ts'
import { readInput } from '../src/ingest/read-input.ts'
import { sharedFolder } from './shared-material.ts'

const folder = sharedFolder('data/security-datasets')

interface Count {
  readonly path: string
  windows: number
  json: number
  text: number
  withoutTime: number
  /** Windows events that lack what every one of them has. */
  readonly odd: string[]
  readonly problems: FileProblem[]
}

/** What is wrong with an event, as far as that can be said of any. */
function oddity(event: WindowsEvent): string | undefined {
  const { system, time } = event
  const { eventId, channel, computer, guid, keywords } = system
  if (!/^\d+$/.test(eventId ?? '')) return `event id ${eventId}`
  if (channel === null || computer === null) return `channel ${channel}, computer ${computer}`
  if (guid !== null && !/^\{[\dA-F]{8}(-[\dA-F]{4}){3}-[\dA-F]{12}\}$/.test(guid))
    return `guid ${guid}`
  if (keywords !== null && !/^0x[\da-f]{1,16}$/.test(keywords)) return `keywords ${keywords}`
  if (time === null || time < 1.5e9 || time > 1.8e9) return `time ${time}`
  return undefined
}

/** Names that shippers add. In an event's data they would show as fields of Windows. */
const shipperNames = new Set([
  'EventReceivedTime',
  'SourceModuleName',
  '@timestamp',
  'host',
  'port',
  'tags',
  'Hostname',
  'Keywords',
  'Message',
  'SeverityValue',
])

async function count(path: string, size: number): Promise<Count> {
  const counted: Count = {
    path,
    windows: 0,
    json: 0,
    text: 0,
    withoutTime: 0,
    odd: [],
    problems: [],
  }
  await readInput({ path, size, modified: 0 }, formats, {
    event(event) {
      counted[event.kind]++
      if (event.time === null) counted.withoutTime++
      if (event.kind !== 'windows') return
      const odd = oddity(event)
      if (odd !== undefined) counted.odd.push(odd)
      // Data are looked at now and then only, which keeps the test short.
      if (counted.windows % 50 === 0)
        for (const { name } of event.data()) {
          if (shipperNames.has(name)) counted.odd.push(`data ${name}`)
          if (!event.mayHave(name)) counted.odd.push(`not known to have ${name}`)
        }
    },
    problem: (problem) => counted.problems.push(problem),
  })
  return counted
}

describe.skipIf(folder === undefined)('Security-Datasets', () => {
  test('every file is read, every event has what all have, nothing is lost', {
    timeout: 600_000,
  }, async () => {
    const { files, problems } = await listInputs([folder as string])
    expect(problems).toEqual([])
    const counts: Count[] = []
    for (const { path, size } of files)
      if (path.endsWith('.zip')) counts.push(await count(path, size))

    expect(counts.length).toBe(77)
    const name = ({ path }: Count): string => relative(folder as string, path)
    expect(
      counts.filter(({ odd }) => odd.length > 0).map((one) => [name(one), one.odd.slice(0, 3)]),
    ).toEqual([])
    expect(counts.flatMap((one) => one.problems.filter(({ kind }) => kind !== 'note'))).toEqual([])
    expect(counts.filter(({ withoutTime }) => withoutTime > 0).map(name)).toEqual([])

    const kinds = (path: string) =>
      counts
        .filter((one) => name(one).startsWith(path))
        .map(({ windows, json, text }) => [windows, json, text])
    expect(kinds('aws')).toEqual([[0, 103, 0]])
    expect(kinds('linux')).toEqual([[0, 0, 12]])
    expect(
      kinds('windows').every(
        ([windows, json, text]) => Number(windows) > 0 && json === 0 && text === 0,
      ),
    ).toBe(true)
    expect(counts.reduce((sum, { windows }) => sum + windows, 0)).toBe(416_436)
  })
})
