import { tokensOf } from '../../../src/language/tokens.ts'

export interface WithoutStages {
  readonly search: string
  /** What was left out, as it was written. */
  readonly dropped: readonly string[]
}

/**
 * A search without the stages that name tokens which nothing fills: no row can pass those. `undefined` where nothing would be left of it, or where
 * it has no such stage.
 * @param names of the tokens, without `$`
 */
export function withoutUnfilled(
  search: string,
  names: readonly string[],
): WithoutStages | undefined {
  const wanted = names.map((name) => `$${name}$`)
  const isUnfilled = (stage: string) => wanted.some((token) => stage.includes(token))
  const [first = '', ...stages] = stagesOf(search)
  const dropped = stages.filter(isUnfilled)
  if (dropped.length === 0 || isUnfilled(first)) return undefined
  return {
    search: [first, ...stages.filter((stage) => !isUnfilled(stage))].join('').trimEnd(),
    dropped: dropped.map((stage) => stage.replace(/^\|\s*/, '').trim()),
  }
}

/** Each with the pipe before it. */
function stagesOf(search: string): string[] {
  const cuts = [0]
  let depth = 0
  for (const { kind, span } of tokensOf(search)) {
    const text = search.slice(span.start, span.end)
    if (text === '[') depth += 1
    else if (text === ']') depth -= 1
    else if (kind === 'pipe' && depth === 0 && span.start > 0) cuts.push(span.start)
  }
  return cuts.map((cut, index) => search.slice(cut, cuts[index + 1]))
}
