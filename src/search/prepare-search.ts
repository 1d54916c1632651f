import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Pipeline } from '../language/ast.ts'
import { parsePipeline } from '../language/pipeline.ts'
import { expandMacros, type Source } from '../language/source.ts'
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
    const checked = withoutSubsearches(parsed.pipeline)
    planSearch(checked, environment, options, (diagnostic) => diagnostics.push(diagnostic))
    for (const inner of subsearchesIn(parsed.pipeline.commands)) {
      planSearch(withoutSubsearches(inner.pipeline), environment, options, (diagnostic) =>
        diagnostics.push(diagnostic),
      )
    }
  }
  return { source, pipeline: parsed.pipeline, diagnostics, refused: hasErrors(diagnostics) }
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error')
