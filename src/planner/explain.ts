import type { Stage } from '../contract/command.ts'
import type { FieldFlow } from '../contract/field-flow.ts'
import type { CommandNode } from '../language/ast.ts'
import { type Demand, fieldsAfter } from './field-analysis.ts'

/** What a plan must tell to be explained. */
export interface PlanToExplain {
  readonly stages: readonly Stage[]
  readonly filters: number
  readonly demands: readonly Demand[]
  readonly bounds: { readonly earliest: number | null; readonly latest: number | null }
  readonly ordered: boolean
}

/** A plan as plain data, for people and programs. */
export interface PlanExplanation {
  readonly stages: readonly StageExplanation[]
  /** The search makes its own rows. */
  readonly generates: boolean
  /** How many of the first stages run where events are read. */
  readonly filters: number
  /** Events must be brought into search order after the filters. */
  readonly ordered: boolean
  /** Seconds since 1970; events from `earliest` on and before `latest`. */
  readonly earliest: number | null
  readonly latest: number | null
  /** What is asked of the events, sorted. */
  readonly needed: readonly string[] | 'all'
}

export interface StageExplanation {
  readonly command: string
  /** Canonical. */
  readonly text: string
  readonly kind: Stage['kind']
  /** It runs where events are read. */
  readonly filter: boolean
  readonly needs: readonly string[] | 'all'
  readonly adds: readonly string[]
  readonly removes: readonly string[]
  readonly passes: NonNullable<FieldFlow['passes']>
  /** It makes fields that are not known before it runs. */
  readonly addsUnknown: boolean
  readonly readsOrder: boolean
  readonly lookups: readonly string[]
  /** Datasets of data models: `Endpoint.Processes`. */
  readonly datasets: readonly string[]
  /** The fields that its rows can have; `null` where the text does not tell. */
  readonly fields: readonly string[] | null
  /** What later stages ask of its output, sorted. */
  readonly demand: readonly string[] | 'all'
}

/** @param print a command's canonical text */
export function explainPlan(
  plan: PlanToExplain,
  print: (node: CommandNode) => string,
): PlanExplanation {
  const known = fieldsAfter(plan.stages)
  const generates = plan.stages[0]?.generate !== undefined
  return {
    stages: plan.stages.map((stage, index) => ({
      command: stage.node.name,
      text: print(stage.node),
      kind: stage.kind,
      filter: !generates && index < plan.filters,
      needs: stage.flow.needsAll ? 'all' : (stage.flow.needs ?? []),
      adds: stage.flow.adds ?? [],
      removes: stage.flow.removes ?? [],
      passes: stage.flow.passes ?? 'all',
      addsUnknown: stage.flow.addsUnknown === true,
      readsOrder: stage.readsOrder,
      lookups: stage.parts.lookups ?? [],
      datasets: stage.parts.datasets ?? [],
      fields: known[index] ? [...known[index]] : null,
      demand: listed(plan.demands[index + 1] ?? 'all'),
    })),
    generates,
    filters: generates ? 0 : plan.filters,
    ordered: !generates && plan.ordered,
    ...plan.bounds,
    needed: generates ? [] : listed(plan.demands[0] ?? 'all'),
  }
}

const listed = (demand: Demand): readonly string[] | 'all' =>
  demand === 'all' ? 'all' : [...demand].sort()
