import type { JsonEvent } from '../contract/event.ts'
import { keptWith } from '../contract/kept-with.ts'
import { multivalueOf, type Scalar, type Value } from '../values/value.ts'

/**
 * Fields of a JSON event as Splunk's KV_MODE=json names them: `a.b` for members, `a{}` for the values of an array, `a{}.b` for
 * members of its objects. Values are text: `true`, `null`, numbers as written by JavaScript. Nesting below 64 levels is left out.
 */
export const jsonFields = keptWith((event: JsonEvent): ReadonlyMap<string, Value> => {
  const values = new Map<string, Scalar[]>()
  collect(event.object(), '', 0, values)
  return new Map([...values].map(([name, list]) => [name, multivalueOf(list)]))
})

const maxDepth = 64

function collect(value: unknown, name: string, depth: number, into: Map<string, Scalar[]>): void {
  if (depth > maxDepth) return
  if (Array.isArray(value)) {
    for (const item of value) collect(item, `${name}{}`, depth + 1, into)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      collect(member, name === '' ? key : `${name}.${key}`, depth + 1, into)
    }
  } else {
    const list = into.get(name)
    if (list) list.push(String(value))
    else into.set(name, [String(value)])
  }
}
