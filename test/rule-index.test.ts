import fc from 'fast-check'
import { expect, test } from 'vitest'
import './random-seed.ts'
import { aggregates } from '../src/aggregates/index.ts'
import { environmentOf as appEnvironment, readingOf } from '../src/app.ts'
import { knowledgeOf } from '../src/app-knowledge.ts'
import { commands } from '../src/commands/index.ts'
import { type Batch, rowsOf } from '../src/contract/batch.ts'
import { loadContent } from '../src/detections/load.ts'
import { readContentFiles } from '../src/detections/read-content.ts'
import { evalFunctions } from '../src/functions/index.ts'
import { listInputs } from '../src/ingest/input-files.ts'
import type { AppFile, AppFolder } from '../src/knowledge/conf/app-layers.ts'
import { loadDataModel } from '../src/knowledge/data-models/load-data-model.ts'
import { registryOf } from '../src/planner/registry.ts'
import { defaultLimits, type Environment } from '../src/search/environment.ts'
import type { ScanTask } from '../src/search/event-source.ts'
import { openHeads } from '../src/search/open-heads.ts'
import { prepareSearch } from '../src/search/prepare-search.ts'
import { batchOfObjects } from '../src/search/rows-in.ts'
import { scanFile } from '../src/search/scan-file.ts'
import { sharedFolder } from './shared-material.ts'

const model = loadDataModel(
  'Endpoint',
  JSON.stringify({
    objects: [
      {
        objectName: 'Processes',
        parentName: 'BaseEvent',
        constraints: [{ search: 'tag=process NOT (user=*$ action=b)' }],
        fields: ['user', 'action', 'process', 'image'].map((fieldName) => ({ fieldName })),
        calculations: [
          ['user', 'if(isnull(user) OR user="","unknown",user)'],
          ['name', 'case(name!="",name,match(process,"^\\\\w"),replace(process," .*",""))'],
          ['level', 'lower(level)'],
          ['code', 'if(isnum(code),code,0)'],
          ['last', 'mvindex(split(image,"\\\\"),-1)'],
          ['kind', 'case(code IN (1, 3),"start",code=2,"stop",isnotnull(zone),nullif(zone,"a"))'],
          ['who', 'coalesce(owner,user)'],
        ].map(([fieldName, expression]) => ({
          calculationType: 'Eval',
          outputFields: [{ fieldName }],
          expression,
        })),
      },
      {
        objectName: 'Shells',
        parentName: 'Processes',
        constraints: [{ search: 'user=unknown OR name=cmd*' }],
        fields: [],
        calculations: [],
      },
    ],
  }),
)

const conf = (name: string, text: string): AppFile => ({
  path: `app/default/${name}.conf`,
  layer: 'default',
  conf: name,
  text,
})

const app: AppFolder = {
  name: 'app',
  lookups: [],
  files: [
    conf(
      'props',
      `
[source::*sysmon]
EVAL-name = mvindex(split(image, "\\\\"), -1)
FIELDALIAS-owner = user AS owner
EVAL-level = if(code=1, "High", level)
EXTRACT-word = (?<word>\\w+)$ in process
[web]
rename = http
`,
    ),
    conf(
      'eventtypes',
      `
[start]
search = source=*sysmon code=1
[web]
search = sourcetype=http OR zone=b
[both]
search = eventtype=start tag=http
[itself]
search = eventtype=itself OR code=4
`,
    ),
    conf(
      'tags',
      `
[eventtype=start]
process = enabled
[eventtype=itself]
process = enabled
[eventtype=web]
http = enabled
[zone=c]
process = enabled
`,
    ),
  ],
}

const registry = registryOf(commands, evalFunctions, aggregates, {
  names: ['Endpoint'],
  find: (name) => (name === 'Endpoint' ? model : undefined),
})

const environment: Environment = {
  registry,
  macros: new Map(),
  lookups: new Map(),
  knowledge: knowledgeOf([app], registry),
  limits: defaultLimits,
  offers: {},
}

/** Few words, so that rules and events meet: with cases, asterisks, breakers, numbers and texts that read as numbers. */
const word = fc.constantFrom(
  'a',
  'B',
  'cmd.exe',
  'CMD.EXE',
  'c:\\windows\\cmd.exe',
  'whoami /all',
  'unknown',
  'ann$',
  'ann',
  '',
  '1',
  '2.0',
  '-3',
  '10.1.2.3',
  'straße',
  'İx',
  'a*b',
  'High',
)
const value = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 2, arbitrary: fc.constantFrom(0, 1, 2, 3, 4, 2.5) },
  { weight: 1, arbitrary: fc.array(word, { minLength: 2, maxLength: 3 }) },
)
const names = ['code', 'user', 'action', 'process', 'image', 'name', 'level', 'zone', 'owner']
const event = fc.record(
  {
    ...Object.fromEntries(names.map((name) => [name, value])),
    code: fc.oneof(fc.constantFrom(1, 2, '1', '3', '4'), value),
    zone: fc.oneof(fc.constantFrom('a', 'b', 'c'), value),
    source: fc.constantFrom('x:sysmon', 'y', 'WinEventLog:Sysmon'),
    sourcetype: fc.constantFrom('web', 'http', 'acme'),
    EventCode: fc.constantFrom(1, '1', '4688', ['1', '2']),
    eventtype: fc.constantFrom('own', 'start', ['web', 'own']),
    tag: fc.constantFrom('process', ['http', 'x']),
    _raw: fc.constantFrom('user=ann cmd.exe', 'Nothing here', 'a b c'),
    _time: fc.integer({ min: 1_600_000_000, max: 1_600_000_100 }),
  },
  { requiredKeys: [] },
)

const eventField = fc.constantFrom(...names, 'source', 'sourcetype', 'EventCode', 'word', 'nowhere')
const datasetField = fc.constantFrom(
  ...['user', 'action', 'process', 'image', 'name', 'level', 'code', 'last', 'kind', 'who', 'zone'],
)
const written = fc.oneof(
  { weight: 4, arbitrary: word },
  { weight: 2, arbitrary: word.map((text) => `*${text}*`) },
  { weight: 1, arbitrary: word.map((text) => `${text}*`) },
  { weight: 1, arbitrary: word.map((text) => `*${text}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('*', 'c*\\*.exe', '*m*m*', '10.0.0.0/8', '*sysmon', '46*', 'İ*'),
  },
)
const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`

const terms = (field: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.letrec<{ term: string; terms: string }>((tie) => ({
    term: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc
        .tuple(field, fc.constantFrom('=', '=', '=', '!=', '<', '>='), written)
        .map(([name, operator, text]) => `${name}${operator}${quoted(text)}`),
      fc
        .tuple(field, fc.array(written, { minLength: 1, maxLength: 3 }))
        .map(([name, texts]) => `${name} IN (${texts.map(quoted).join(', ')})`),
      fc.constantFrom(
        'tag=process',
        'tag=HTTP',
        'tag=*',
        'tag::zone=process',
        'tag::eventtype=http',
        'eventtype=start',
        'eventtype=w*',
        'eventtype!=start',
        'eventtype IN (both, own)',
        'eventtype=itself',
        'cmd.exe',
        'user=CASE(ANN)',
        'earliest=1600000050',
        '*',
      ),
      tie('term').map((text) => `NOT ${text}`),
      tie('terms').map((text) => `(${text})`),
    ),
    terms: fc
      .tuple(fc.array(tie('term'), { minLength: 1, maxLength: 3 }), fc.constantFrom(' ', ' OR '))
      .map(([list, join]) => list.join(join)),
  })).terms

const rule = fc.oneof(
  terms(eventField),
  terms(eventField).map((text) => `${text} | search ${text} | where isnotnull(user)`),
  fc
    .tuple(fc.constantFrom('Processes', 'Shells'), terms(datasetField))
    .map(([name, text]) => `| from datamodel:"Endpoint.${name}" | search ${text}`),
  terms(datasetField.map((name) => `Processes.${name}`)).map(
    (text) => `| tstats count from datamodel=Endpoint.Processes where ${text} BY Processes.user`,
  ),
)

const options = { now: 1_700_000_000, timeZone: 'UTC' }

const prepare = (text: string, used: Environment): ScanTask => {
  const prepared = prepareSearch(text, used, options)
  expect(prepared.refused, text).toBe(false)
  return { ...prepared, options }
}

/** The rows that the filters of each search let through, as text. */
function matches(
  tasks: readonly ScanTask[],
  used: Environment,
  batches: readonly Batch[],
): readonly string[] {
  const found = tasks.map((): string[] => [])
  const heads = openHeads(tasks, used)
  for (const batch of batches) {
    heads.push(batch, {
      rows(task, rows) {
        found[task]!.push(JSON.stringify(rowsOf(rows)))
        return true
      },
      failed(_, error) {
        throw error
      },
    })
  }
  return found.map((rows) => rows.join('\n'))
}

const without = (used: Environment): Environment => ({
  ...used,
  disabledOptimizations: new Set(['shared-rule-index']),
})

const numRuns = Number(process.env['WHIPPET_RUNS'] ?? 300)

test('many searches at once find what each finds alone', () => {
  let met = 0
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 1, maxLength: 8 }),
      fc.array(event, { minLength: 1, maxLength: 12 }),
      fc.constantFrom(1, 3, 100),
      (spl, events, batchSize) => {
        const tasks = spl.map((text) => prepare(text, environment))
        const batches: Batch[] = []
        for (let start = 0; start < events.length; start += batchSize) {
          batches.push(batchOfObjects(events.slice(start, start + batchSize)))
        }
        const plain = matches(tasks, without(environment), batches)
        expect(matches(tasks, environment, batches)).toEqual(plain)
        met += plain.filter((rows) => rows !== '').length
      },
    ),
    { numRuns },
  )
  expect(met).toBeGreaterThan(numRuns)
})

const content = sharedFolder('data/security_content')
const logs = sharedFolder('data/evtx-attack-samples')
const smallFile = 80_000

test.skipIf(!content || !logs)('published detections find the same in published logs', async () => {
  const { detections, ...rest } = loadContent(readContentFiles([content!], () => {}))
  const used = appEnvironment({ detections, ...rest })
  const tasks = detections
    .map(({ search }) => ({ ...prepareSearch(search.text, used, options), options }))
    .filter(({ plan }) => plan && plan.filters > 0)
  const batches: Batch[] = []
  const { files } = await listInputs([logs!])
  for (const file of files.filter(({ size }) => size < smallFile)) {
    await scanFile(
      { file },
      readingOf({ ...options, overrides: {} }, used),
      (batch) => {
        batches.push(batch)
        return true
      },
      { problem() {}, progress() {} },
      new AbortController().signal,
    )
  }
  const plain = matches(tasks, without(used), batches)
  expect(matches(tasks, used, batches)).toEqual(plain)
  expect(plain.filter((rows) => rows !== '').length).toBeGreaterThan(50)
})
