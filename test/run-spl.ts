import { aggregates } from '../src/aggregates/index.ts'
import { commands } from '../src/commands/index.ts'
import { type Batch, fieldsOfAll, rowsOf } from '../src/contract/batch.ts'
import type { LookupReader } from '../src/contract/function.ts'
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts'
import { evalFunctions } from '../src/functions/index.ts'
import type { MacroDefinition } from '../src/language/source.ts'
import { registryOf } from '../src/planner/registry.ts'
import { defaultLimits, type Environment } from '../src/search/environment.ts'
import { memorySource } from '../src/search/memory-source.ts'
import { prepareSearch } from '../src/search/prepare-search.ts'
import { batchOfObjects } from '../src/search/rows-in.ts'
import { completeSearch } from '../src/search/run-search.ts'
import type { Value } from '../src/values/value.ts'

export interface RunOptions {
  readonly now?: number
  readonly timeZone?: string
  readonly macros?: ReadonlyMap<string, MacroDefinition>
  readonly lookups?: ReadonlyMap<string, LookupReader>
  readonly disabledOptimizations?: ReadonlySet<string>
  /** The rows are in the order of some file instead of that in which a search gives them. */
  readonly unordered?: boolean
  /** Rows in a batch; all in one when left out. */
  readonly batchSize?: number
}

export interface RunResult {
  readonly fields: readonly string[]
  readonly rows: readonly Record<string, Value>[]
  readonly diagnostics: readonly Diagnostic[]
}

export const environmentOf = ({
  macros,
  lookups,
  disabledOptimizations = new Set(),
}: RunOptions = {}): Environment => ({
  registry: registryOf(commands, evalFunctions, aggregates),
  macros: macros ?? new Map(),
  lookups: lookups ?? new Map(),
  limits: defaultLimits,
  disabledOptimizations,
  offers: {},
})

/** Runs a search over row objects, with every module there is. */
export async function runSpl(
  spl: string,
  input: readonly Readonly<Record<string, unknown>>[] = [],
  options: RunOptions = {},
): Promise<RunResult> {
  const environment = environmentOf(options)
  const searchOptions = { now: options.now ?? 1_700_000_000, timeZone: options.timeZone ?? 'UTC' }
  const prepared = prepareSearch(spl, environment, searchOptions)
  const diagnostics = [...prepared.diagnostics]
  if (prepared.refused) return { fields: [], rows: [], diagnostics }
  const held = memorySource(batchesOf(input, options.batchSize ?? input.length), environment)
  const result = await completeSearch(prepared, {
    environment,
    options: searchOptions,
    source: { ...held, inSearchOrder: options.unordered !== true },
    signal: new AbortController().signal,
    report: (diagnostic) => diagnostics.push(diagnostic),
  })
  return { fields: fieldsOfAll(result), rows: result.flatMap(rowsOf), diagnostics }
}

function batchesOf(input: readonly Readonly<Record<string, unknown>>[], size: number): Batch[] {
  const batches: Batch[] = []
  for (let start = 0; start < input.length; start += Math.max(1, size)) {
    batches.push(batchOfObjects(input.slice(start, start + Math.max(1, size))))
  }
  return batches
}
