import { type Batch, selectRows } from '../contract/batch.ts'
import { isEnabled } from '../planner/optimize/index.ts'
import type { Condition } from '../planner/rule-index/condition.ts'
import { headDemands } from '../planner/rule-index/head-demand.ts'
import { planConditions } from '../planner/rule-index/plan-condition.ts'
import { type Candidates, type RuleIndex, ruleIndex } from '../planner/rule-index/rule-index.ts'
import { PatternTimeout } from '../values/pattern.ts'
import type { Environment } from './environment.ts'
import type { ScanTaker, ScanTask } from './event-source.ts'
import { openHead, planOf } from './open-head.ts'

/** The first stages of several searches over the same events. */
export interface Heads {
  /**
   * Every search has the rows it wants. One that failed does not end the reading: what is found wrong with the inputs must not depend
   * on it.
   */
  readonly done: boolean
  push(batch: Batch, taker: ScanTaker): void
}

export function openHeads(tasks: readonly ScanTask[], environment: Environment): Heads {
  // Most searches are never asked.
  const heads = new Map<number, (batch: Batch) => Batch | null>()
  const headOf = (index: number): ((batch: Batch) => Batch | null) => {
    const head = heads.get(index) ?? openHead(tasks[index]!, environment)
    heads.set(index, head)
    return head
  }
  const options = tasks[0]?.options
  const known = options && environment.knowledge?.open(options)
  const index = isEnabled('shared-rule-index', environment.disabledOptimizations)
    ? ruleIndex(conditionsOf(tasks, environment))
    : undefined
  const open = new Set(tasks.keys())
  let satisfied = 0
  const ask = (task: number, batch: Batch, taker: ScanTaker): void => {
    let rows: Batch | null
    try {
      rows = headOf(task)(batch)
    } catch (error) {
      open.delete(task)
      taker.failed(task, error instanceof Error ? error : new Error(String(error)))
      return
    }
    if (rows && !taker.rows(task, rows)) {
      open.delete(task)
      satisfied++
    }
  }
  return {
    get done() {
      return satisfied === tasks.length
    },
    push(read, taker) {
      const batch = known ? known(read) : read
      const candidates = index && candidatesOf(index, batch, read)
      if (!candidates) {
        for (const task of open) ask(task, batch, taker)
        return
      }
      for (const { task, part } of partsOf(candidates)) if (open.has(task)) ask(task, part, taker)
    },
  }
}

/** Whether no event can be what any of these searches wants: their subsearches found nothing. */
export function wantNothing(tasks: readonly ScanTask[], environment: Environment): boolean {
  return conditionsOf(tasks, environment).every(({ kind }) => kind === 'never')
}

/** A field that cannot be made (a regular expression that never ends) fails the searches that ask for it, when they do so themselves. */
function candidatesOf(index: RuleIndex, batch: Batch, read: Batch): Candidates | undefined {
  try {
    return index.candidates(batch, read)
  } catch (error) {
    if (error instanceof PatternTimeout) return undefined
    throw error
  }
}

function conditionsOf(tasks: readonly ScanTask[], environment: Environment): readonly Condition[] {
  const { knowledge, registry } = environment
  const conditionOf = planConditions(
    knowledge && { tags: knowledge.tags, eventTypes: knowledge.eventTypes },
    registry,
  )
  return tasks.map((task) => {
    if (task.deferred) return conditionOf(task.deferred.demands)
    const { stages, filters } = planOf(task, environment)
    return conditionOf(headDemands(stages.slice(0, filters)))
  })
}

/** With more than this share of the events a search is handed all of them. */
const many = 1 / 4

/**
 * What each search is handed, in the order of the searches. Those that may want few events are handed all events that any of them may
 * want: what is worked out for these is then worked out once.
 */
function partsOf({
  events,
  rows,
}: Candidates): readonly { readonly task: number; readonly part: Batch }[] {
  const tasks = [...rows.keys()].sort((left, right) => left - right)
  const isFew = (task: number): boolean => rows.get(task)!.length <= events.length * many
  const together = new Set(tasks.filter(isFew).flatMap((task) => rows.get(task)!))
  const few =
    together.size === events.length
      ? events
      : selectRows(
          events,
          [...together].sort((left, right) => left - right),
        )
  return tasks.map((task) => ({ task, part: isFew(task) ? few : events }))
}
