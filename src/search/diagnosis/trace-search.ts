import type { Batch } from '../../contract/batch.ts'
import type { Condition, Operator, Stage } from '../../contract/command.ts'
import type { SearchExpression } from '../../language/ast.ts'
import type { Source } from '../../language/source.ts'
import type { Environment } from '../environment.ts'
import { openHead } from '../open-head.ts'
import type { Plan } from '../plan-search.ts'
import type { PreparedSearch } from '../prepare-search.ts'
import type { RunContext } from '../run-context.ts'
import { openSearch } from '../run-search.ts'
import {
  findNearestRow,
  type NearestRow,
  type RequirementCount,
  type RowSearch,
} from './nearest-row.ts'
import { requirementsOf } from './requirement.ts'

/** What became of rows on their way through a search. Plain data. */
export interface SearchTrace {
  readonly events: number
  /** Events within the time bounds, and the bounds and times that tell why others are not. Seconds since 1970. */
  readonly inRange: number
  readonly bounds: { readonly earliest: number | null; readonly latest: number | null }
  readonly times: { readonly first: number; readonly last: number } | null
  readonly stages: readonly StageTrace[]
  /** The stage that let nothing through, as its place in `stages`; left out when there are rows, or nothing reached the first one. */
  readonly ending?: Ending
}

export interface StageTrace {
  readonly command: string
  /** Canonical. */
  readonly text: string
  readonly rowsIn: number
  readonly rowsOut: number
}

export interface Ending {
  readonly stage: number
  /** What rows must meet there, in the order in which it was written; empty when the command does not say. */
  readonly requirements: readonly RequirementCount[]
  readonly nearest?: NearestRow
}

/** A search that is run again so that it can be told what became of its rows. */
export interface OpenTrace {
  /** The search makes its own rows; nothing is to be pushed. */
  readonly generates: boolean
  /** Takes every event, as it was read. */
  push(events: Batch): void
  /** Runs to the end. */
  finish(): Promise<SearchTrace>
}

/** @throws as `openSearch` does */
export async function openTrace(prepared: PreparedSearch, context: RunContext): Promise<OpenTrace> {
  const watches: StageWatch[] = []
  // What a subsearch returned has a text of its own.
  const source = prepared.plan && prepared.source
  const watchOf = (stage: number, plan: Plan): StageWatch => {
    watches[stage] ??= watchStage(plan.stages[stage]!, plan, source)
    return watches[stage]
  }
  const search = await openSearch(prepared, context, (operator, stage, plan) =>
    tapped(operator, watchOf(stage, plan)),
  )
  const plan = search.task.plan!
  for (const index of plan.stages.keys()) watchOf(index, plan)
  const head = openHead(search.task, context.environment, (operator, stage) =>
    tapped(operator, watchOf(stage, plan)),
  )
  let events = 0
  let inRange = 0
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  return {
    generates: search.generates,
    push(batch) {
      events += batch.length
      const times = batch.column('_time')
      const { earliest, latest } = search.bounds
      for (let row = 0; row < batch.length; row++) {
        const time = times?.at(row) ?? null
        if (typeof time === 'number') {
          first = Math.min(first, time)
          last = Math.max(last, time)
          if ((earliest !== null && time < earliest) || (latest !== null && time >= latest))
            continue
        }
        inRange++
      }
      const rows = head(batch)
      if (rows) search.push(rows)
    },
    async finish() {
      const result = await search.finish()
      const rows = result.reduce((sum, { length }) => sum + length, 0)
      // Rows that a search makes of its own pass no operator of its first stage.
      if (search.generates) watches[0]!.rowsOut = watches[1]?.rowsIn ?? rows
      return {
        events,
        inRange,
        bounds: search.bounds,
        times: first <= last ? { first, last } : null,
        stages: watches.map((watch, index) =>
          traceOf(watch, plan.stages[index]!, context.environment),
        ),
        ...endingOf(watches, search.generates),
      }
    },
  }
}

interface StageWatch {
  rowsIn: number
  rowsOut: number
  readonly search: RowSearch | undefined
}

function watchStage(stage: Stage, { bindings }: Plan, source?: Source): StageWatch {
  const { conditions, constraints } = stage
  // Those of a dataset are written in its model, those of its parents behind its own.
  const search = constraints
    ? requirementsOf(constraints.toReversed().map(ofSearch), bindings)
    : conditions && requirementsOf(conditions, bindings, source)
  return { rowsIn: 0, rowsOut: 0, search: search && findNearestRow(search) }
}

const ofSearch = (terms: SearchExpression): Condition => ({ kind: 'search', terms })

function tapped(operator: Operator, watch: StageWatch): Operator {
  return {
    ...(operator.prepare && { prepare: (signal: AbortSignal) => operator.prepare!(signal) }),
    process(batch) {
      watch.rowsIn += batch.length
      // Once something came through, nobody will ask why nothing did.
      if (watch.rowsOut === 0) watch.search?.look(batch)
      const rows = operator.process(batch)
      watch.rowsOut += rows.length
      return rows
    },
    ...(operator.finish && {
      async finish(signal: AbortSignal) {
        const batches = [...(await operator.finish!(signal))]
        for (const { length } of batches) watch.rowsOut += length
        return batches
      },
    }),
    get done() {
      return operator.done === true
    },
  }
}

const traceOf = (
  { rowsIn, rowsOut }: StageWatch,
  { node }: Stage,
  { registry }: Environment,
): StageTrace => ({
  command: node.name,
  text: registry.commands.get(node.name)?.print(node.args) ?? node.name,
  rowsIn,
  rowsOut,
})

function endingOf(
  watches: readonly StageWatch[],
  generates: boolean,
): { readonly ending?: Ending } {
  const stage = watches.findIndex(
    ({ rowsIn, rowsOut }, index) => rowsOut === 0 && (rowsIn > 0 || (generates && index === 0)),
  )
  const search = watches[stage]?.search
  if (stage < 0) return {}
  const nearest = search?.nearest()
  return {
    ending: { stage, requirements: search?.counts() ?? [], ...(nearest && { nearest }) },
  }
}
