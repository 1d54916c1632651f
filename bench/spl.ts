import { fileURLToPath } from 'node:url'
import { aggregates } from '../src/aggregates/index.ts'
import { commands } from '../src/commands/index.ts'
import { type Batch, concatBatches } from '../src/contract/batch.ts'
import { evalFunctions } from '../src/functions/index.ts'
import { registryOf } from '../src/planner/registry.ts'
import type { Environment } from '../src/search/environment.ts'
import { memorySource } from '../src/search/memory-source.ts'
import { prepareSearch } from '../src/search/prepare-search.ts'
import { completeSearch } from '../src/search/run-search.ts'
import type { Value } from '../src/values/value.ts'
import { type BenchTable, renderTable, showTiming, timeInTurn, timingNote } from './bench-table.ts'
import { howToInstall } from './duckdb.ts'
import { type DuckDb, openDuckDb } from './spl-duckdb.ts'
import { batchesOf, makeEvents } from './spl-events.ts'
import { type Table, type Task, tasks } from './spl-tasks.ts'

const batchRows = 65_536

export interface SplBenchOptions {
  /** 2 million when left out. */
  readonly rows?: number
  readonly rounds?: number
  /** Part of the names of the tasks to run. */
  readonly only?: string
  /** Runs the engine alone, for a profile. */
  readonly engineOnly?: boolean
}

const environment: Environment = {
  registry: registryOf(commands, evalFunctions, aggregates),
  macros: new Map(),
  lookups: new Map(),
  offers: {},
  limits: { maxRows: 100_000_000, maxSubsearchRows: 10_000 },
}

/** A whole search, from its text to its rows. */
async function runSpl(spl: string, batches: readonly Batch[]): Promise<Batch> {
  const options = { now: 1_700_000_000, timeZone: 'UTC' }
  const prepared = prepareSearch(spl, environment, options)
  if (prepared.refused) throw new Error(`${spl}: ${JSON.stringify(prepared.diagnostics)}`)
  const rows = await completeSearch(prepared, {
    environment,
    options,
    source: memorySource(batches, environment),
    signal: new AbortController().signal,
    report: ({ message }) => {
      throw new Error(`${spl}: ${message}`)
    },
  })
  return concatBatches(rows)
}

/** Throws unless both have the same fields and values. */
function checkEqual(name: string, batch: Batch, table: Table): void {
  const fields = batch.fields()
  const wanted = Object.keys(table)
  if (fields.join() !== wanted.join()) throw new Error(`${name}: ${fields} instead of ${wanted}`)
  for (const field of wanted) {
    const column = batch.column(field)
    const values = table[field] as readonly Value[]
    if (batch.length !== values.length) {
      throw new Error(`${name}: ${batch.length} rows instead of ${values.length}`)
    }
    for (const [row, value] of values.entries()) {
      const found = column?.at(row) ?? null
      const equal =
        found === value || (Array.isArray(value) && JSON.stringify(found) === JSON.stringify(value))
      if (!equal) throw new Error(`${name}: ${field} of row ${row} is ${found} instead of ${value}`)
    }
  }
}

/** The same tasks by the engine, by hand-written loops over the same arrays, and by DuckDB over the same table. */
export async function run(options: SplBenchOptions = {}): Promise<BenchTable> {
  const { rows = 2_000_000, rounds = 5, only = '', engineOnly = false } = options
  const events = makeEvents(rows)
  const batches = batchesOf(events, batchRows)
  const duckDb = engineOnly ? undefined : await openDuckDb(events)
  const table: string[][] = []
  for (const task of tasks.filter(({ name }) => name.includes(only))) {
    if (!engineOnly) checkEqual(task.name, await runSpl(task.spl, batches), task.loop(events))
    const sides = [() => runSpl(task.spl, batches)]
    if (!engineOnly) sides.push(async () => void task.loop(events) as never)
    table.push(await measure(task, sides, duckDb, rounds))
  }
  duckDb?.close()
  return {
    title: `SPL, ${rows.toLocaleString('en')} events`,
    columns: ['task', 'whippet', 'loop', 'DuckDB', 'whippet / loop', 'whippet / DuckDB'],
    rows: table,
    notes: [
      timingNote,
      duckDb
        ? `DuckDB ${duckDb.version}: the time of all its threads, its result kept as a table in memory.`
        : `DuckDB is not measured; to compare with it: ${howToInstall}`,
    ],
  }
}

async function measure(
  { name, sql }: Task,
  sides: (() => unknown)[],
  duckDb: DuckDb | undefined,
  rounds: number,
): Promise<string[]> {
  if (duckDb) sides.push(() => duckDb.run(sql))
  const [ours, loop, theirs] = await timeInTurn(sides, rounds)
  const ratio = (other: typeof loop): string =>
    other && ours ? (ours.seconds / other.seconds).toFixed(2) : ''
  return [
    name,
    ours ? showTiming(ours) : '',
    loop ? showTiming(loop) : '',
    theirs ? showTiming(theirs) : '',
    ratio(loop),
    ratio(theirs),
  ]
}

/** `--rows N`, `--rounds N`, `--only TEXT`, `--engine` */
export function optionsOf(args: readonly string[]): SplBenchOptions {
  const after = (name: string): string | undefined => {
    const at = args.indexOf(name)
    return at < 0 ? undefined : args[at + 1]
  }
  const rows = after('--rows')
  const rounds = after('--rounds')
  const only = after('--only')
  return {
    ...(rows !== undefined && { rows: Number(rows) }),
    ...(rounds !== undefined && { rounds: Number(rounds) }),
    ...(only !== undefined && { only }),
    engineOnly: args.includes('--engine'),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(renderTable(await run(optionsOf(process.argv.slice(2)))))
}
