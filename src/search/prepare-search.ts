import { batchOf } from '../contract/batch.ts'
import type { Stage } from '../contract/command.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Expression, Pipeline } from '../language/ast.ts'
import { parsePipeline } from '../language/pipeline.ts'
import { expandMacros, type Source } from '../language/source.ts'
import { createBindings } from '../planner/bindings.ts'
import { checkFields } from '../planner/check-fields.ts'
import { resolveStages } from '../planner/resolve.ts'
import { subsearchesIn, withoutSubsearches } from '../planner/subsearches.ts'
import type { EvalValue } from '../values/value.ts'
import type { Environment, SearchOptions } from './environment.ts'
import { type Plan, planSearch, type RunnableSearch } from './plan-search.ts'

/** A search as text, read and checked. The pipeline is plain data and can be sent to another thread. */
export interface PreparedSearch extends RunnableSearch {
  readonly source: Source
  /** Errors mean that the search is refused and must not be run. */
  readonly diagnostics: readonly Diagnostic[]
  readonly refused: boolean
  /** Nothing in it was computed by macros, which may depend on the time. */
  readonly isConstant: boolean
  /** The fields that its rows can have, where the text of the search tells that. */
  readonly fields: ReadonlySet<string> | undefined
  /** What it does, step by step, its subsearches left out; empty when it could not be read. */
  readonly stages: readonly Stage[]
}

/** Expands macros, parses, and checks every name. Never throws. */
export function prepareSearch(
  text: string,
  environment: Environment,
  options: SearchOptions,
): PreparedSearch {
  const diagnostics: Diagnostic[] = []
  let fields: ReadonlySet<string> | undefined
  let isConstant = true
  const { source, diagnostics: found } = expandSearch(text, environment, options, () => {
    isConstant = false
  })
  diagnostics.push(...found)
  const parsed = parsePipeline(source.text, environment.registry.commands)
  diagnostics.push(...parsed.diagnostics)
  let plan: Plan | undefined
  let stages: readonly Stage[] = []
  if (!hasErrors(diagnostics)) {
    const report = (diagnostic: Diagnostic) => diagnostics.push(diagnostic)
    // Most searches have none, and looking through their trees takes longer than through their text.
    const nested = source.text.includes('[')
    const plain = (pipeline: Pipeline) => (nested ? withoutSubsearches(pipeline) : pipeline)
    const terms = nested ? subsearchesIn(parsed.pipeline.commands) : []
    const plans = [parsed.pipeline, ...terms.map(({ pipeline }) => pipeline)].map((pipeline) =>
      planSearch(plain(pipeline), environment, options, report),
    )
    // With subsearches among its terms it is planned again when these have run.
    if (terms.length === 0) plan = plans[0]
    stages = plans[0]?.stages ?? []
    if (!hasErrors(diagnostics)) {
      const stagesOf = (pipeline: Pipeline) =>
        resolveStages(plain(pipeline), environment.registry, () => {})
      const check = { text: source.text, stagesOf, report }
      fields = plans.map(({ stages }) => checkFields(stages, check))[0]
    }
  }
  const refused = hasErrors(diagnostics)
  return {
    source,
    pipeline: parsed.pipeline,
    diagnostics,
    refused,
    isConstant,
    fields,
    stages,
    ...(plan && !refused && { plan }),
  }
}

/** @param computes is told that a macro computes something */
export const expandSearch = (
  text: string,
  environment: Environment,
  options: SearchOptions,
  computes: () => void = () => {},
): ReturnType<typeof expandMacros> =>
  expandMacros(text, environment.macros, {
    evaluate(expression) {
      computes()
      return constantValue(expression, environment, options)
    },
  })

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
