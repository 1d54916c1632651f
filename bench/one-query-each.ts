import { join } from 'node:path'
import type { Batch } from '../src/contract/batch.ts'
import type { Environment } from '../src/search/environment.ts'
import type { ScanTaker, ScanTask } from '../src/search/event-source.ts'
import { openHeads } from '../src/search/open-heads.ts'
import { planSearch } from '../src/search/plan-search.ts'
import { textOfScalar } from '../src/values/convert.ts'
import { type Value, valuesOf } from '../src/values/value.ts'
import {
  type Aim,
  type BenchTable,
  roundsOf,
  sideColumns,
  sideRow,
  type Timing,
  timeInTurn,
  timingNote,
} from './bench-table.ts'
import {
  type Connection,
  type DuckDbPackage,
  fillTable,
  howToInstall,
  loadDuckDb,
} from './duckdb.ts'
import {
  batchesOf,
  eventTable,
  memberMark,
  tableSearch,
  type WantedColumns,
  wantedColumns,
} from './event-table.ts'
import { hasManyValues, type SqlFilter, sqlFilter } from './filter-sql.ts'
import {
  filesIn,
  inFolder,
  jsonLinesOf,
  loadMaterial,
  readAll,
  rounds,
  sharedMaterial,
  writeLines,
} from './material.ts'

/** How many times over the events are there. */
const copies = Number(process.env['BENCH_TABLE_COPIES'] ?? 1)
const title = 'All detections in one pass, and each as a query of its own'

/** A search whose first filters can be said in SQL too. */
interface Translated {
  readonly task: ScanTask
  /** The same asked of the table. */
  readonly overTable: ScanTask
  readonly plain: SqlFilter
  readonly folded: SqlFilter
}

/** The first filters of all detections over the same events, by Whippet in one pass and by DuckDB with one query for each. */
export async function run(): Promise<BenchTable> {
  const material = sharedMaterial()
  const duckdb = await loadDuckDb()
  const skipped = (note: string) => ({ title, columns: sideColumns, rows: [], notes: [note] })
  if (!material) return skipped('skipped, no material')
  if (!duckdb) return skipped(`DuckDB is not measured; to compare with it: ${howToInstall}`)
  const { environment, tasks } = loadMaterial(material)
  const { knowledge: _, ...bare } = environment
  const columns = wantedColumns()
  const translated = tasks.flatMap((task) => translate(task, columns, bare))
  const searches = translated.map(({ task }) => task)
  const overTable = translated.map((each) => each.overTable)
  return inFolder(async (folder) => {
    const path = join(folder, 'events.json')
    writeLines(path, await jsonLinesOf(material.json, environment))
    const files = await filesIn(path)
    const read: Batch[] = []
    await readAll(files, environment, (batch) => read.push(batch))
    const batches = Array.from({ length: copies }, () => read).flat()
    const table = eventTable(batches, columns, searches, environment)
    const inTable = batchesOf(table)
    const connection = await openTable(duckdb, columns, table)
    const queries = (name: 'plain' | 'folded') => async () => {
      const counts: number[] = []
      for (const each of translated) {
        const sql = `SELECT count(*) FROM ${name} WHERE ${each[name].condition}`
        counts.push(Number((await connection.runAndReadAll(sql)).getRows()[0]?.[0]))
      }
      return counts
    }
    const sides = {
      'whippet, one pass over the table': () =>
        countAll(overTable, bare, (each) => inTable.forEach(each)),
      'whippet, one pass over the events in memory': () =>
        countAll(searches, environment, (each) => batches.forEach(each)),
      'whippet, one pass over the file': () =>
        countAll(searches, environment, async (each) => {
          for (let copy = 0; copy < copies; copy++) await readAll(files, environment, each)
        }),
      'DuckDB, one query each, ILIKE': queries('plain'),
      'DuckDB, one query each, columns in lower case, LIKE': queries('folded'),
    }
    const counts: (readonly number[])[] = []
    for (const side of Object.values(sides)) counts.push(await side())
    const timings = await timeInTurn(Object.values(sides), rounds)
    connection.closeSync()
    const names = Object.keys(sides)
    const [first] = timings as [Timing]
    const rows = [...table.values()][0]?.length ?? 0
    return {
      title: `${title}, ${rows} events`,
      columns: sideColumns,
      rows: names.map((name, index) => sideRow(name, timings[index] as Timing, first)),
      notes: [
        timingNote,
        'Ratios are to the first side.',
        `${translated.length} of ${tasks.length} searches have first filters that can be said in SQL. ${agreement(translated, counts)}`,
        `The table has ${columns.all.size} columns: every field that a search asks for, those of data models too, is worked out beforehand, at no charge to those who read the table. DuckDB ${duckdb.version()}, one thread.`,
      ],
      rounds: roundsOf(names, timings),
      aims: aimsOf(timings),
    }
  })
}

function translate(
  task: ScanTask,
  columns: WantedColumns,
  bare: Environment,
): readonly Translated[] {
  const { plan } = task
  if (!plan || plan.bounds.earliest !== null || plan.bounds.latest !== null) return []
  const stages = plan.stages.slice(0, plan.filters)
  const column: Parameters<typeof sqlFilter>[1]['column'] = (each) => quoted(columns.nameOf(each))
  const plain = sqlFilter(stages, { column, folded: false })
  const folded = sqlFilter(stages, { column, folded: true })
  if (!plain || !folded) return []
  const overTable = countingSearch(tableSearch(stages.slice(0, plain.stages), columns, task), bare)
  return [{ task, overTable, plain, folded }]
}

/** Asks for no field of the rows that it finds. */
function countingSearch(task: ScanTask, environment: Environment): ScanTask {
  const plan = planSearch(task.pipeline, environment, task.options, () => {})
  return { ...task, plan: { ...plan, demands: plan.demands.map(() => new Set<string>()) } }
}

/** Names that differ in case alone are the same to DuckDB, but not here. */
const quoted = (name: string): string =>
  `"${name.replace(/[A-Z]/g, (letter) => `^${letter}`).replaceAll('"', '""')}"`

async function openTable(
  duckdb: DuckDbPackage,
  columns: WantedColumns,
  table: ReadonlyMap<string, readonly Value[]>,
): Promise<Connection> {
  const connection = await (await duckdb.DuckDBInstance.create(':memory:')).connect()
  const names = [...columns.all.keys()]
  const texts = names.map((name) => (table.get(name) ?? []).map((value) => textOf(name, value)))
  const declared = names.map((name) => `${quoted(name)} VARCHAR`)
  await connection.run('SET threads = 1')
  await connection.run(`CREATE TABLE texts (${declared.join(', ')})`)
  const types = names.map(() => duckdb.VARCHAR)
  await fillTable(duckdb, connection, 'texts', types, texts)
  const create = (name: string, text: (column: string) => string) => {
    const selected = names.map((each) => {
      const column = quoted(each)
      const isMember = columns.all.get(each)?.kind === 'member'
      return `${isMember ? `coalesce(${column} = '${memberMark}', FALSE)` : text(column)} AS ${column}`
    })
    return connection.run(`CREATE TABLE ${name} AS SELECT ${selected.join(', ')} FROM texts`)
  }
  await create('plain', (column) => column)
  await create('folded', (column) => `lower(${column})`)
  return connection
}

function textOf(field: string, value: Value): string | null {
  if (value === null) return null
  const texts = valuesOf(value).map(textOfScalar)
  return hasManyValues(field) ? `\n${texts.join('\n')}\n` : texts.join('\n')
}

/** How many rows each search finds. */
async function countAll(
  searches: readonly ScanTask[],
  environment: Environment,
  read: (each: (batch: Batch) => void) => void | Promise<void>,
): Promise<readonly number[]> {
  const counts = searches.map(() => 0)
  const heads = openHeads(searches, environment)
  const taker: ScanTaker = {
    rows(task, rows) {
      counts[task] = (counts[task] as number) + rows.length
      return true
    },
    failed(_, error) {
      throw error
    },
  }
  await read((batch) => heads.push(batch, taker))
  return counts
}

/** In words, of how many searches the sides find equally many rows. */
function agreement(
  translated: readonly Translated[],
  counts: readonly (readonly number[])[],
): string {
  const [overTable = [], , fromFile = [], plain = [], folded = []] = counts
  const all = [...translated.keys()]
  const whole = all.filter((index) => {
    const { task, plain: filter } = translated[index] as Translated
    return task.plan?.filters === filter.stages
  })
  const agreed = (left: readonly number[], right: readonly number[], of: readonly number[]) =>
    of.filter((index) => left[index] === right[index]).length
  return [
    `DuckDB counts the same rows as Whippet in the table for ${agreed(overTable, plain, all)} of them`,
    `(${agreed(overTable, folded, all)} in lower case),`,
    `and as Whippet in the file for ${agreed(fromFile, plain, whole)} of the ${whole.length} that have no other filters;`,
    `${plain.filter((count) => count > 0).length} find any.`,
  ].join(' ')
}

function aimsOf(timings: readonly Timing[]): readonly Aim[] {
  const [overTable, , , plain, folded] = timings as readonly Timing[]
  if (!overTable || !plain || !folded) return []
  const ratio = plain.seconds / overTable.seconds
  return [
    {
      work: 'all detections in one pass against one DuckDB query for each over the same table',
      aim: '30 times faster',
      reached: `${ratio.toFixed(1)} times; ${(folded.seconds / overTable.seconds).toFixed(1)} where columns are in lower case`,
      met: ratio >= 30,
    },
  ]
}
