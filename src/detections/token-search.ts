import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Environment, SearchOptions } from '../search/environment.ts'
import { type PreparedSearch, prepareSearch } from '../search/prepare-search.ts'
import { originalSearch, tokensOf } from './tokens.ts'

/** A search with tokens, as far as it can be checked before anybody fills them. */
export interface TokenSearch {
  readonly prepared: PreparedSearch
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Checks a drilldown or an investigation. A word of the same length stands for each token and for the detection's own search, so that what is
 * found keeps its place. What is odd about such a word says nothing: the value may be a number, a time or a text in its place.
 */
export function prepareTokenSearch(
  text: string,
  environment: Environment,
  options: SearchOptions,
): TokenSearch {
  const tokens = [...tokensOf(text), ...originalSearches(text)]
  let readable = text
  for (const { start, end } of tokens)
    readable = `${readable.slice(0, start)}${'x'.repeat(end - start)}${readable.slice(end)}`
  const prepared = prepareSearch(readable, environment, options)
  const { source, diagnostics } = prepared
  const meansToken = ({ span }: Diagnostic) => {
    const at = span && source.locate(span)[0]?.span
    return at !== undefined && tokens.some(({ start, end }) => at.start < end && at.end > start)
  }
  return { prepared, diagnostics: diagnostics.filter((each) => !meansToken(each)) }
}

const originalSearches = (text: string) =>
  [...text.matchAll(new RegExp(originalSearch, 'g'))].map(({ index }) => ({
    start: index,
    end: index + originalSearch.length,
  }))
