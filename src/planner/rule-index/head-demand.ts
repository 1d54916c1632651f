import type { DatasetReference, Stage } from '../../contract/command.ts'
import type { SearchExpression } from '../../language/ast.ts'
import { isDatasetStage } from '../dataset-stage.ts'

/** What one of the first stages of a search demands of events: plain data, which can be kept and sent to another thread. */
export type HeadDemand =
  | { readonly kind: 'dataset'; readonly reference: DatasetReference }
  | { readonly kind: 'search'; readonly searches: readonly SearchExpression[] }

/** What the filters that a search begins with demand, as far as it can be told. */
export function headDemands(filters: readonly Stage[]): readonly HeadDemand[] {
  const demands: HeadDemand[] = []
  for (const stage of filters) {
    if (isDatasetStage(stage)) demands.push({ kind: 'dataset', reference: stage.reference })
    // What stands behind a regular expression that takes too long must not decide whether it is tried.
    else if (stage.node.name !== 'search') break
    else demands.push({ kind: 'search', searches: stage.parts.searches ?? [] })
  }
  return demands
}
