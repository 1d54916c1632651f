import { readPairs } from './commands/extract/pairs.ts'
import { tableLines } from './commands/multikv/table.ts'
import { parseCsv } from './commands/shared-csv.ts'
import { flattenJson } from './commands/shared-json.ts'
import type { Scope } from './contract/command.ts'
import type { EvaluationContext } from './contract/expression.ts'
import type { Diagnostic } from './diagnostics/diagnostic.ts'
import type { AppFolder } from './knowledge/conf/app-layers.ts'
import { buildKnowledge, type Knowledge } from './knowledge/knowledge.ts'
import type { KeyValueReader, KnowledgeTools, NamedKnowledge } from './knowledge/knowledge-tools.ts'
import { xmlValues } from './knowledge/props/key-values.ts'
import { parseExpression } from './language/expression.ts'
import { parsePipeline, parseWhole } from './language/pipeline.ts'
import { parseSearch } from './language/search.ts'
import { expandMacros } from './language/source.ts'
import { createBindings } from './planner/bindings.ts'
import type { Registry } from './planner/registry.ts'
import { resolveStages } from './planner/resolve.ts'
import { defaultLimits } from './search/environment.ts'
import { textOfScalar } from './values/convert.ts'
import { valuesOf } from './values/value.ts'

/** What app folders tell, read with the language of searches: beside `app.ts`, a root where parts meet. */
export const knowledgeOf = (apps: readonly AppFolder[], registry: Registry): Knowledge =>
  buildKnowledge(apps, {
    parseCsv,
    keyValues,
    compilers: (context, known) => compilers(registry, context, known),
  })

/** How many pairs, and how much of a text: as in Splunk's limits.conf, [kv]. */
const pairLimits = { limit: 100, maxchars: 10_240, mvAdd: true, cleanKeys: true } as const

const readAllPairs: KeyValueReader = (text, found) => {
  const options = { ...pairLimits, pairdelim: undefined, kvdelim: undefined }
  for (const [name, value] of readPairs(text, options)) {
    for (const one of valuesOf(value)) found(name, textOfScalar(one))
  }
}

/** KV_MODE=multi: the rows of a table, each column a field of several values. */
const readTable: KeyValueReader = (text, found) => {
  for (const { cells } of tableLines(text, { headerLine: undefined, noHeader: false })) {
    for (const [name, value] of cells) if (name !== '') found(name, value)
  }
}

/** The escapes of quotes and backslashes within quotes are read by the pairs themselves. */
const keyValues: ReadonlyMap<string, KeyValueReader> = new Map([
  ['auto', readAllPairs],
  ['auto_escaped', readAllPairs],
  ['json', (text, found) => void flattenJson(text, found)],
  ['xml', xmlValues],
  ['multi', readTable],
])

function compilers(
  registry: Registry,
  context: EvaluationContext,
  { lookups, macros, tags }: NamedKnowledge,
): KnowledgeTools {
  const errors: Diagnostic[] = []
  const report = (diagnostic: Diagnostic) => {
    if (diagnostic.severity === 'error') errors.push(diagnostic)
  }
  const bindings = createBindings({ registry, lookups, knowledge: { tags } }, context, report)
  /** The first error that was reported meanwhile, or what was made. */
  const attempt = <T>(make: () => T | undefined): T | { readonly problem: string } => {
    errors.length = 0
    const made = make()
    const [problem] = errors
    if (problem || made === undefined) return { problem: problem?.message ?? 'it is empty' }
    return made
  }
  return {
    expression: (text) =>
      attempt(() => {
        const { value, diagnostics } = parseWhole(text, parseExpression, registry.commands)
        for (const diagnostic of diagnostics) report(diagnostic)
        return errors.length > 0 ? undefined : bindings.expression(value)
      }),
    search: (text) =>
      attempt(() => {
        const { source, diagnostics } = expandMacros(text, macros)
        const parsed = parseWhole(source.text, parseSearch, registry.commands)
        for (const diagnostic of [...diagnostics, ...parsed.diagnostics]) report(diagnostic)
        return errors.length > 0
          ? undefined
          : { ...bindings.search(parsed.value), tree: parsed.value }
      }),
    lookup: (text) =>
      attempt(() => {
        const { pipeline, diagnostics } = parsePipeline(`| lookup ${text}`, registry.commands)
        for (const diagnostic of diagnostics) report(diagnostic)
        const [stage, ...others] =
          errors.length > 0 ? [] : resolveStages(pipeline, registry, report)
        if (!stage || others.length > 0) return undefined
        bindings.check(stage)
        const operator = stage.operator({ ...outsideOfSearches, ...bindings, ...context, report })
        const [table = ''] = stage.parts.lookups ?? []
        return {
          get outputs() {
            return new Set(stage.flow.adds ?? lookups.get(table)?.fields)
          },
          process: (batch) => operator.process(batch),
        }
      }),
  }
}

const outsideOfSearches: Pick<
  Scope,
  'earliest' | 'latest' | 'limits' | 'demand' | 'subsearch' | 'over'
> = {
  earliest: null,
  latest: null,
  limits: defaultLimits,
  demand: 'all',
  subsearch: () => Promise.reject(new Error('a lookup runs no search')),
  over: () => Promise.reject(new Error('a lookup runs no search')),
}
