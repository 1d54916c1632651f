import type { PathStep } from '../../values/structured-path.ts'
import {
  isJsonArray,
  isJsonObject,
  type Json,
  type JsonObject,
  memberOf,
  withMember,
  withoutMember,
} from '../shared-json.ts'

/** What a path leads to: nothing, one value, or with `{}` in it an array of all. */
export function extract(json: Json, path: readonly PathStep[]): Json | undefined {
  let found: readonly Json[] = [json]
  let many = false
  for (const step of path) {
    if (step.kind === 'all') {
      // On something else than an array `{}` is the thing itself: `{}` on an object gives the object.
      many ||= found.some(isJsonArray)
      found = found.flatMap((one) => (isJsonArray(one) ? one : [one]))
      continue
    }
    found = found.flatMap((one) => {
      const next = follow(one, step)
      return next === undefined ? [] : [next]
    })
  }
  if (!many) return found[0]
  return found.length === 0 ? undefined : found
}

function follow(json: Json, step: PathStep): Json | undefined {
  if (step.kind === 'key') return isJsonObject(json) ? memberOf(json, step.key) : undefined
  return step.kind === 'element' && isJsonArray(json) ? json[step.index] : undefined
}

/** The document with a change made where the path leads; where it does not lead anywhere, the document as it was. */
export function update(json: Json, path: readonly PathStep[], change: (old: Json) => Json): Json {
  const [step, ...others] = path
  if (!step) return change(json)
  if (step.kind === 'key') {
    if (!isJsonObject(json)) return json
    const member = memberOf(json, step.key)
    if (member === undefined) return json
    return withMember(json, step.key, update(member, others, change))
  }
  if (!isJsonArray(json)) return json
  return json.map((one, index) => (chooses(step, index) ? update(one, others, change) : one))
}

/** The document with a value where the path leads; missing members on the way are made, mismatches leave it as it was. */
export function set(json: Json, path: readonly PathStep[], value: Json): Json {
  const [step, ...others] = path
  if (!step) return value
  if (step.kind === 'key') {
    if (!isJsonObject(json)) return json
    const member = memberOf(json, step.key)
    if (member === undefined && others.some(({ kind }) => kind !== 'key')) return json
    return withMember(json, step.key, set(member ?? emptyFor(member, others), others, value))
  }
  if (!isJsonArray(json)) return json
  return json.map((one, index) => (chooses(step, index) ? set(one, others, value) : one))
}

const chooses = (step: PathStep, index: number): boolean =>
  step.kind === 'all' || (step.kind === 'element' && step.index === index)

const emptyFor = (member: Json | undefined, others: readonly PathStep[]): Json =>
  member === undefined && others.length > 0 ? {} : null

/** The object without the member that a path of keys leads to. */
export function remove(object: JsonObject, path: readonly PathStep[]): JsonObject {
  const [step, ...others] = path
  if (step?.kind !== 'key') return object
  const member = memberOf(object, step.key)
  if (member === undefined) return object
  if (others.length === 0) return withoutMember(object, step.key)
  return isJsonObject(member) ? withMember(object, step.key, remove(member, others)) : object
}
