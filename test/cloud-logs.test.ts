import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type DataSourceFields, dataSourceFields } from '../scripts/fields/data-source-fields.ts'
import { environmentOf } from '../src/app.ts'
import { type Engine, openEngine } from '../src/index.ts'
import { readApps } from '../src/read-apps.ts'
import { sharedFolder } from './shared-material.ts'

interface Golden {
  readonly sourcetype: string
  readonly events: readonly {
    readonly about: string
    readonly raw: string
    readonly fields?: Readonly<Record<string, unknown>>
  }[]
}

const golden = (name: string): Golden =>
  parse(readFileSync(fileURLToPath(new URL(`./add-ons/${name}.yml`, import.meta.url)), 'utf8'))

const pretty = (raw: string): string => JSON.stringify(JSON.parse(raw), null, 2)

const shapes: Readonly<Record<string, (events: readonly string[]) => string>> = {
  lines: (events) => `${events.join('\n')}\n`,
  'a list': (events) => `[${events.map(pretty).join(',\n')}]`,
  'an object that wraps them': (events) => `{"Records":[${events.join(',')}]}`,
}

const json = [
  'aws-cloudtrail',
  'aws-guardduty',
  'aws-security-lake',
  'aws-securityhub',
  'azure-audit',
  'circleci',
  'crowdstrike-sensor',
  'crowdstrike-streams',
  'defender-hunting',
  'entra',
  'github',
  'gmail',
  'google-cloud',
  'google-drive',
  'google-workspace-admin',
  'google-workspace-login',
  'o365',
  'okta',
]
const text = ['aws-cloudfront', 'aws-s3-access', 'aws-vpcflow', 'falco']

const files = [
  ...json.flatMap((name) => Object.keys(shapes).map((shape) => [name, shape] as const)),
  ...text.map((name) => [name, 'lines'] as const),
]

describe('a file is recognized, and its events have their fields', () => {
  let engine: Engine
  const folder = mkdtempSync(join(tmpdir(), 'whippet-cloud-'))
  beforeAll(async () => {
    engine = await openEngine({})
  })
  afterAll(async () => {
    await engine.close()
    rmSync(folder, { recursive: true })
  })

  it.each(files)('%s as %s', async (name, shape) => {
    const { sourcetype, events } = golden(name)
    const path = join(folder, `${name}.log`)
    writeFileSync(path, shapes[shape]?.(events.map(({ raw }) => raw)) ?? '')
    const { rows } = await engine.search('search index=*', { inputs: [path] })
    expect(rows.map((row) => row['sourcetype'])).toEqual(events.map(() => sourcetype))
    for (const { about, fields = {} } of events) {
      const wanted = Object.entries(fields)
      const isIt = (row: Readonly<Record<string, unknown>>) =>
        wanted.every(([field, value]) =>
          Object.is(JSON.stringify(row[field] ?? null), JSON.stringify(value)),
        )
      expect(rows.some(isIt), about).toBe(true)
    }
  })
})

describe('events have the time and the source that they tell', () => {
  let engine: Engine
  const folder = mkdtempSync(join(tmpdir(), 'whippet-cloud-times-'))
  beforeAll(async () => {
    engine = await openEngine({})
  })
  afterAll(async () => {
    await engine.close()
    rmSync(folder, { recursive: true })
  })

  const told = '2026-02-03T04:05:06.000Z'
  /** Times of other things, and text that keeps what tells the time away from where it would be looked for first. */
  const before = { other: '2020-01-01T00:00:00Z', filler: 'x'.repeat(300) }
  it.each<[sourcetype: string, event: object, source?: string]>([
    ['aws:cloudtrail', { ...before, eventTime: told, eventSource: 'iam.amazonaws.com' }],
    ['aws:securityhub:finding', { ...before, SchemaVersion: '2018-10-08', UpdatedAt: told }],
    ['aws:cloudwatch:guardduty', { ...before, source: 'aws.guardduty', time: told }],
    [
      'aws:cloudtrail:lake',
      { class_uid: 1, category_uid: 6, ...before, vendor_name: 'AWS', time: Date.parse(told) },
    ],
    ['mscs:azure:audit', { ...before, resourceUri: '/a', operationName: {}, eventTimestamp: told }],
    [
      'o365:management:activity',
      { ...before, CreationTime: told, RecordType: 8, Operation: 'a', Workload: 'b' },
    ],
    [
      'OktaIM2:log',
      { actor: {}, displayMessage: 'a', eventType: 'b', outcome: {}, ...before, published: told },
    ],
    [
      'gsuite:drive:json',
      { parameters: { doc_title: 'a' }, ip_address: 'b', ...before, timestamp: told },
    ],
    ['circleci', { build_num: 1, reponame: 'a', workflows: {}, ...before, stop_time: told }],
    [
      'kube:audit',
      { apiVersion: 'audit.k8s.io/v1', ...before, stageTimestamp: told },
      'kubernetes',
    ],
    ['pingid', { source: 'PINGID', ...before, recorded: told }, 'PINGID'],
  ])('%s', async (sourcetype, event, source) => {
    const path = join(folder, 'events.json')
    writeFileSync(path, `${JSON.stringify(event)}\n`)
    const { rows } = await engine.search('search index=* | table _time sourcetype source', {
      inputs: [path],
    })
    expect(rows).toEqual([{ _time: Date.parse(told) / 1000, sourcetype, source: source ?? path }])
  })
})

it('the apps that come with the product use nothing that has no effect', () => {
  const apps = readApps({ folders: [fileURLToPath(new URL('../apps', import.meta.url))] })
  expect(apps.problems).toEqual([])
  expect(environmentOf(undefined, { apps }).knowledge?.problems).toEqual([])
})

/** Of the fields that data sources list: how many their events get on average, and where the fewest are. */
const families: Readonly<Record<string, readonly [pattern: RegExp, mean: number, least: number]>> =
  {
    CloudTrail: [/^aws_cloudtrail/, 98.5, 71],
    'VPC flow': [/vpcflow/, 97, 97],
    CloudFront: [/cloudfront/, 100, 100],
    'Security Hub': [/security_hub/, 100, 100],
    'Entra ID': [/^azure_active_directory/, 100, 100],
    'Azure audit': [/^azure_audit/, 100, 100],
    Defender: [/^windows_defender_alerts/, 100, 100],
    'Office 365': [/^o365/, 99.8, 98],
    'Google Workspace': [/^google_workspace/, 100, 100],
    'Drive and Gmail': [/^g_suite/, 100, 100],
    GitHub: [/^github/, 98.8, 98.8],
    CircleCI: [/^circleci/, 100, 100],
    Kubernetes: [/^kubernetes/, 100, 100],
    CrowdStrike: [/^crowdstrike/, 86, 86],
    PingID: [/^pingid/, 92, 92],
  }

const folder = sharedFolder('data/security_content/data_sources')
describe.skipIf(folder === undefined)('fields that data sources list', () => {
  let results: readonly DataSourceFields[]
  beforeAll(async () => {
    results = await dataSourceFields(folder ?? '', (name) =>
      Object.values(families).some(([pattern]) => pattern.test(name)),
    )
  }, 120_000)

  it.each(Object.entries(families))('%s', (_, [pattern, mean, least]) => {
    const shares = results
      .filter(({ file }) => pattern.test(file))
      .map(({ listed, missing }) => 100 - (100 * missing.length) / listed.length)
    expect(shares.length).toBeGreaterThan(0)
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThanOrEqual(
      mean,
    )
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(least)
  })

  it('every output field is there, and each example is one event', () => {
    expect(results.flatMap(({ missingOutputs }) => missingOutputs)).toEqual([])
    expect(results.filter(({ events }) => events !== 1)).toEqual([])
  })
})
