import { batchOf } from '../contract/batch.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Expression, Pipeline } from '../language/ast.ts'
import { parsePipeline } from '../language/pipeline.ts'
import { expandMacros, type Source } from '../language/source.ts'
import { createBindings } from '../planner/bindings.ts'
import { checkFields } from '../planner/check-fields.ts'
import { fieldsAfter } from '../planner/field-analysis.ts'
import { resolveStages } from '../planner/resolve.ts'
import { subsearchesIn, withoutSubsearches } from '../planner/subsearches.ts'
import type { EvalValue } from '../values/value.ts'
import type { Environment, SearchOptions } from './environment.ts'
import { planSearch } from './plan-search.ts'

/** A search as text, read and checked. The pipeline is plain data and can be sent to another thread. */
export interface PreparedSearch {
  readonly source: Source
  readonly pipeline: Pipeline
  /** Errors mean that the search is refused and must not be run. */
  readonly diagnostics: readonly Diagnostic[]
  readonly refused: boolean
  /** The fields that its rows can have, where the text of the search tells that. */
  readonly fields: ReadonlySet<string> | undefined
}

/** Expands macros, parses, and checks every name. Never throws. */
export function prepareSearch(
  text: string,
  environment: Environment,
  options: SearchOptions,
): PreparedSearch {
  const diagnostics: Diagnostic[] = []
  let fields: ReadonlySet<string> | undefined
  const { source, diagnostics: found } = expandMacros(text, environment.macros, {
    evaluate: (expression) => constantValue(expression, environment, options),
  })
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
      fields = fieldsAfter(plans[0]?.stages ?? []).at(-1)
      for (const { stages } of plans) checkFields(stages, { text: source.text, stagesOf, report })
    }
  }
  return { source, pipeline: parsed.pipeline, diagnostics, refused: hasErrors(diagnostics), fields }
}

/** For eval-based macros and the validation of their arguments, which know no fields. */
function constantValue(
  expression: Expression,
  environment: Environment,
  options: SearchOptions,
): EvalValue {
  const compiled = createBindings(environment, options, () => {}).expression(expression)
  return compiled.bind(batchOf(new Map(), 1))(0)
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error')
