import { textOfScalar } from '../../values/convert.ts'
import type { PatternMatch, PatternMatcher } from '../../values/pattern.ts'
import { multivalueOf, type Scalar, type Value, valuesOf } from '../../values/value.ts'

export interface ExtractOptions {
  readonly maxMatches: number
  readonly offsetField?: string
}

/** The fields that a pattern finds in a value, of a multivalue in each of its values. Only groups that took part are fields. */
export function extractor(
  matcher: PatternMatcher,
  { maxMatches, offsetField }: ExtractOptions,
): (value: Value) => ReadonlyMap<string, Value> {
  const groups = matcher.groupNames.flatMap((name, index) => (name === '' ? [] : [{ name, index }]))
  const take = (match: PatternMatch, found: Map<string, Scalar[]>): void => {
    const offsets: string[] = []
    for (const { name, index } of groups) {
      const part = match.groups[index]
      if (part === undefined) continue
      add(found, name, part)
      const start = match.starts[index] as number
      offsets.push(`${name}=${start}-${start + part.length - 1}`)
    }
    if (offsetField !== undefined && offsets.length > 0) add(found, offsetField, offsets.join('&'))
  }
  const takeAll = (text: string, found: Map<string, Scalar[]>): void => {
    let from = 0
    for (let count = 0; count < maxMatches && from <= text.length; count++) {
      const match = matcher.exec(text, from)
      if (!match) return
      take(match, found)
      // A match of nothing must not be found again.
      from = match.end > match.index ? match.end : match.end + 1
    }
  }
  return (value) => {
    const found = new Map<string, Scalar[]>()
    for (const one of valuesOf(value)) takeAll(textOfScalar(one), found)
    return new Map([...found].map(([name, values]) => [name, multivalueOf(values)]))
  }
}

function add(found: Map<string, Scalar[]>, name: string, value: string): void {
  const values = found.get(name)
  if (values) values.push(value)
  else found.set(name, [value])
}
