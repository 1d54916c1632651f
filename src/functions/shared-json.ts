import type { Batch } from '../contract/batch.ts'
import { bindUnrounded } from '../contract/define-function.ts'
import type { CompiledExpression } from '../contract/expression.ts'
import { textOfNumber } from '../values/convert.ts'
import { type EvalValue, isMultivalue, multivalueOf, type Scalar } from '../values/value.ts'

export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json
}

export const isJsonObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

export const isJsonArray = (json: Json | undefined): json is readonly Json[] => Array.isArray(json)

/** The JSON document that a string holds; `undefined` when it holds none. */
export function parseJson(value: EvalValue): Json | undefined {
  if (typeof value !== 'string') return undefined
  try {
    return JSON.parse(value) as Json
  } catch {
    return undefined
  }
}

/** A JSON array or object that a string holds: what fields keep of JSON values, and functions hand to each other. */
export function parseContainer(value: EvalValue): readonly Json[] | JsonObject | undefined {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return undefined
  const json = parseJson(value)
  return typeof json === 'object' && json !== null ? json : undefined
}

/** The text of a document; `null` when it is nested too deeply to be printed. */
export function printJson(json: Json): string | null {
  try {
    return JSON.stringify(json)
  } catch {
    return null
  }
}

/** A value as JSON: strings that hold an array or object are those, other strings stay strings. */
export function jsonOf(value: EvalValue): Json {
  if (value === null || typeof value === 'boolean') return value
  return isMultivalue(value) ? value.map(jsonOfScalar) : jsonOfScalar(value)
}

function jsonOfScalar(value: Scalar): Json {
  if (typeof value === 'string') return parseContainer(value) ?? value
  return Number.isFinite(value) ? value : textOfNumber(value)
}

/** An argument as JSON: numbers as they were computed. */
export function bindJson(argument: CompiledExpression, batch: Batch): (row: number) => Json {
  const evaluate = bindUnrounded(argument, batch)
  const isNumber = argument.type === 'number'
  return (row) => {
    const value = evaluate(row)
    return isNumber && typeof value === 'string' ? Number(value) : jsonOf(value)
  }
}

/** A JSON value as an expression yields it: arrays and objects as their text. */
export const valueOfJson = (json: Json | undefined): EvalValue =>
  json === undefined ? null : typeof json === 'object' && json !== null ? printJson(json) : json

/** The elements of an array as values of a field; strings with their quotation marks when these are kept. */
export function multivalueOfJson(array: readonly Json[], keepQuotes: boolean): EvalValue {
  const values: Scalar[] = []
  for (const element of array) {
    if (typeof element === 'number' || (typeof element === 'string' && !keepQuotes)) {
      values.push(element)
    } else {
      const text = printJson(element)
      if (text !== null) values.push(text)
    }
  }
  return multivalueOf(values)
}

/** An object with a member set; a key such as `__proto__` is a key like any other. */
export function withMember(object: JsonObject, key: string, value: Json): JsonObject {
  const copy: Record<string, Json> = { ...object }
  Object.defineProperty(copy, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  })
  return copy
}

export function withoutMember(object: JsonObject, key: string): JsonObject {
  const { [key]: _, ...others } = object
  return others
}

export const memberOf = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined

/** Each value read as JSON; null where it is none. */
export const inferredArray = (values: readonly Scalar[]): Json[] =>
  values.map((one) => (typeof one === 'number' ? one : (parseJson(one) ?? null)))
