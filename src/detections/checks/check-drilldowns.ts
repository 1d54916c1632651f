import { parsePipeline } from '../../language/pipeline.ts'
import { expandMacros } from '../../language/source.ts'
import type { Environment } from '../../search/environment.ts'
import type { Content } from '../content.ts'
import type { ContentProblem } from '../problem.ts'
import { tokensOf } from '../tokens.ts'

export type SplProblem = Omit<ContentProblem, 'code'> & { readonly code: string }

const original = '%original_detection_search%'

/**
 * Whether drilldowns are SPL. A word of the same length stands for each token, and a search for the detection's own, so that what is found
 * keeps its place. Only their form is read: which fields they may name follows from their tokens.
 */
export function* checkDrilldowns(
  { detections }: Content,
  { macros, registry }: Environment,
): Generator<SplProblem> {
  const good = new Set<string>()
  for (const { drilldowns, path } of detections)
    for (const { search } of drilldowns) {
      const text = readable(search.text)
      if (good.has(text)) continue
      const { source, diagnostics } = expandMacros(text, macros)
      const all = [...diagnostics, ...parsePipeline(source.text, registry.commands).diagnostics]
      const errors = all.filter(({ severity }) => severity === 'error')
      if (errors.length === 0) good.add(text)
      for (const { code, severity, message, advice, span } of errors) {
        const place = search.placeAt((span && source.locate(span)[0]?.span.start) ?? 0)
        const more = advice === undefined ? '' : ` (${advice})`
        yield { code, severity, message: `in a drilldown: ${message}${more}`, path, place }
      }
    }
}

function readable(text: string): string {
  let result = text
  for (const { start, end } of tokensOf(text))
    result = `${result.slice(0, start)}${'x'.repeat(end - start)}${result.slice(end)}`
  return result.replaceAll(original, 'x'.repeat(original.length))
}
