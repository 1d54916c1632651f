import type { Stage } from '../contract/command.ts'
import type { Pipeline } from '../language/ast.ts'
import { parsePipeline } from '../language/pipeline.ts'
import { expandMacros } from '../language/source.ts'
import { resolveStages } from '../planner/resolve.ts'
import { subsearchesIn, withoutSubsearches } from '../planner/subsearches.ts'
import type { Environment } from './environment.ts'

/** Whether a search, or one that it runs, may change what other searches read. */
export function writes(
  pipeline: Pipeline,
  environment: Pick<Environment, 'registry' | 'macros'>,
): boolean {
  const stages = resolveStages(withoutSubsearches(pipeline), environment.registry, () => {})
  return (
    stagesWrite(stages, environment) ||
    subsearchesIn(pipeline.commands).some((inner) => writes(inner.pipeline, environment))
  )
}

/** Subsearches among the terms of the stages are not looked into. */
export function stagesWrite(
  stages: readonly Stage[],
  environment: Pick<Environment, 'registry' | 'macros'>,
): boolean {
  return stages.some(
    ({ parts }) =>
      parts.writes ||
      parts.subsearches?.some((inner) => writes(inner, environment)) ||
      parts.templates?.some((text) => templateWrites(text, environment)),
  )
}

/** Of what cannot be read before its values are filled in nothing is known: it may write. */
function templateWrites(
  text: string,
  environment: Pick<Environment, 'registry' | 'macros'>,
): boolean {
  const { source, diagnostics } = expandMacros(text, environment.macros)
  const parsed = parsePipeline(source.text, environment.registry.commands)
  return (
    diagnostics.length > 0 || parsed.diagnostics.length > 0 || writes(parsed.pipeline, environment)
  )
}
