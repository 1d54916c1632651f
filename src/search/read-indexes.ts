import type { Stage } from '../contract/command.ts'
import type { Pipeline, SearchExpression } from '../language/ast.ts'
import type { Registry } from '../planner/registry.ts'
import { resolveStages } from '../planner/resolve.ts'
import { subsearchesIn, withoutSubsearches } from '../planner/subsearches.ts'
import { wildcardMatcher } from '../values/wildcard.ts'

/** Whether the events of an index can be among those that the stages begin with: only where the search names the index. */
export function stagesReadIndex(stages: readonly Stage[], index: string): boolean {
  for (const stage of stages) {
    if (!stage.lazy && stage.kind !== 'streaming') return false
    const { parts, constraints = [] } = stage
    const searches = [...(parts.searches ?? []), ...constraints]
    if (searches.some((each) => namesIndex(each, index))) return true
  }
  return false
}

/** Whether a search begins with events of the index, or a subsearch of it does. */
export function readsIndex(pipeline: Pipeline, index: string, registry: Registry): boolean {
  const stages = resolveStages(withoutSubsearches(pipeline), registry, () => {})
  return stagesReadIndex(stages, index) || subsearchesReadIndex(pipeline, index, registry)
}

export function subsearchesReadIndex(
  pipeline: Pipeline,
  index: string,
  registry: Registry,
): boolean {
  const stages = resolveStages(withoutSubsearches(pipeline), registry, () => {})
  return [
    ...stages.flatMap(({ parts }) => parts.subsearches ?? []),
    ...subsearchesIn(pipeline.commands).map((node) => node.pipeline),
  ].some((inner) => readsIndex(inner, index, registry))
}

function namesIndex(node: SearchExpression, index: string): boolean {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.terms.some((term) => namesIndex(term, index))
    case 'comparison':
      return isIndexField(node.field) && node.operator !== '!=' && matches(node.value.text, index)
    case 'in':
      return isIndexField(node.field) && node.values.some(({ text }) => matches(text, index))
    default:
      return false
  }
}

const isIndexField = (field: string): boolean => field === 'index'

const matches = (pattern: string, index: string): boolean =>
  wildcardMatcher(pattern, { ignoreCase: true }).test(index)
