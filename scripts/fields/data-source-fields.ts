import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { type Engine, openEngine } from '../../src/index.ts'

/** What a data source of a content folder promises of its events, held against what its example event gives. */
export interface DataSourceFields {
  readonly name: string
  readonly file: string
  readonly sourcetype: string
  /** Fields that are listed, without those that only an indexer makes. */
  readonly listed: readonly string[]
  readonly missing: readonly string[]
  /** `output_fields` of the data source. */
  readonly outputs: readonly string[]
  readonly missingOutputs: readonly string[]
  /** Events that the example was read as: 1 unless it was broken wrongly. */
  readonly events: number
  /** The example is one of the project's own, as the published one is cut off or broken. */
  readonly isOwn: boolean
}

interface DataSource {
  readonly name: string
  readonly source?: string
  readonly sourcetype?: string
  readonly fields?: readonly unknown[]
  readonly output_fields?: readonly string[]
  readonly example_log?: unknown
}

/** Of no use to a detection that runs here: where and how an indexer of Splunk stored an event, and knowledge of the search head it ran on. */
const madeByIndexers =
  /^(date_\w+|punct|linecount|timestartpos|timeendpos|splunk_server(_group)?|eventtype|tag(::.*)?|unix_category|unix_group)$/

/** Of an event in which it finds no time, Splunk says `timestamp=none`. */
const madeByIndexer = (name: string, example: string): boolean =>
  madeByIndexers.test(name) || (name === 'timestamp' && !example.includes('timestamp'))

/**
 * Data sources with an example, in the order of their file names.
 * @param wanted is asked with file name and sourcetype in lower case
 */
export async function dataSourceFields(
  folder: string,
  wanted: (name: string) => boolean = () => true,
): Promise<readonly DataSourceFields[]> {
  const engine = await openEngine({})
  const results: DataSourceFields[] = []
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.yml')) continue
    const source = parse(readFileSync(join(folder, file), 'utf8')) as DataSource
    const own = ownExample(file)
    const example = own ?? source.example_log
    if (example === undefined || example === null || String(example).trim() === '') continue
    if (!wanted(`${file} ${source.sourcetype}`.toLowerCase())) continue
    const fields = await fieldsOf(engine, file, { ...source, example_log: example })
    results.push({ ...fields, isOwn: own !== undefined })
  }
  await engine.close()
  return results
}

/** Of many data sources only the first line of the example was published, a time or half an event: for these there is one of our own. */
function ownExample(file: string): string | undefined {
  const path = join(ownExamples, file.replace(/\.yml$/, '.log'))
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

const ownExamples = fileURLToPath(new URL('../../test/data-sources', import.meta.url))

async function fieldsOf(
  engine: Engine,
  file: string,
  source: DataSource,
): Promise<Omit<DataSourceFields, 'isOwn'>> {
  const { example_log } = source
  const text = typeof example_log === 'string' ? example_log : JSON.stringify(example_log)
  const { rows } = await eventsOf(engine, source, text)
  const given = new Set(rows.flatMap((row) => Object.keys(row)))
  const listed = (source.fields ?? []).map(String).filter((name) => !madeByIndexer(name, text))
  const outputs = source.output_fields ?? []
  return {
    name: source.name,
    file,
    sourcetype: source.sourcetype ?? '',
    listed,
    missing: listed.filter((name) => !given.has(name)),
    outputs,
    missingOutputs: outputs.filter((name) => !given.has(name)),
    events: rows.length,
  }
}

async function eventsOf(engine: Engine, { source, sourcetype }: DataSource, text: string) {
  const isWindows = /wineventlog|sysmon|^iis:/i.test(sourcetype ?? '') || text.startsWith('<Event')
  if (!isWindows) {
    const event = { _time: 0, _raw: text.trimEnd(), host: 'example', index: 'main' }
    return await engine.search('search index=*', { events: [{ ...event, source, sourcetype }] })
  }
  const folder = mkdtempSync(join(tmpdir(), 'whippet-fields-'))
  try {
    const path = join(folder, 'example.log')
    writeFileSync(path, text)
    return await engine.search('search index=*', { inputs: [path] })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
