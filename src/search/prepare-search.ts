import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Pipeline } from '../language/ast.ts'
import { parsePipeline } from '../language/pipeline.ts'
import { expandMacros, type Source } from '../language/source.ts'
import { checkFields } from '../planner/check-fields.ts'
import { resolveStages } from '../planner/resolve.ts'
import { subsearchesIn, withoutSubsearches } from '../planner/subsearches.ts'
import type { Environment, SearchOptions } from './environment.ts'
import { planSearch } from './plan-search.ts'

/** A search as text, read and checked. The pipeline is plain data and can be sent to another thread. */
export interface PreparedSearch {
  readonly source: Source
  readonly pipeline: Pipeline
  /** Errors mean that the search is refused and must not be run. */
  readonly diagnostics: readonly Diagnostic[]
  readonly refused: boolean
}

/** Expands macros, parses, and checks every name. Never throws. */
export function prepareSearch(
  text: string,
  environment: Environment,
  options: SearchOptions,
): PreparedSearch {
  const diagnostics: Diagnostic[] = []
  const { source, diagnostics: found } = expandMacros(text, environment.macros)
  diagnostics.push(...found)
  const parsed = parsePipeline(source.text, environment.registry.commands)
  diagnostics.push(...parsed.diagnostics)
  if (!hasErrors(diagnostics)) {
    const report = (diagnostic: Diagnostic) => diagnostics.push(diagnostic)
    const terms = subsearchesIn(parsed.pipeline.commands).map(({ pipeline }) => pipeline)
    const plans = [parsed.pipeline, ...terms].map((pipeline) =>
      planSearch(withoutSubsearches(pipeline), environment, options, report),
    )
    if (!hasErrors(diagnostics)) {
      const stagesOf = (pipeline: Pipeline) =>
        resolveStages(withoutSubsearches(pipeline), environment.registry, () => {})
      for (const { stages } of plans) checkFields(stages, { text: source.text, stagesOf, report })
    }
  }
  return { source, pipeline: parsed.pipeline, diagnostics, refused: hasErrors(diagnostics) }
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error')
