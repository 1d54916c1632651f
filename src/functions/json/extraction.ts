import type { CompiledExpression } from '../../contract/expression.ts'
import type { BoundFunction } from '../../contract/function.ts'
import { textOf } from '../../values/convert.ts'
import type { EvalValue } from '../../values/value.ts'
import { type Json, jsonOf, parseJson, valueOfJson } from '../shared-json.ts'

/** A function that takes parts out of a document: the whole for no key, one value for one, a JSON array of values for several. */
export const extraction =
  <Key>(
    [json, ...keys]: readonly CompiledExpression[],
    keyOf: (text: string) => Key,
    find: (document: Json, key: Key) => Json | undefined,
  ): BoundFunction =>
  (batch) => {
    const evaluate = json!.bind(batch)
    const readers = keys.map((key) => {
      if (key.constant) {
        const fixed = keyOfValue(key.constant.value, keyOf)
        return () => fixed
      }
      const read = key.bind(batch)
      return (row: number) => keyOfValue(read(row), keyOf)
    })
    return (row) => {
      const value = evaluate(row)
      const document = typeof value === 'number' ? jsonOf(value) : parseJson(value)
      if (document === undefined) return null
      const found = readers.map((read) => {
        const key = read(row)
        return key === null ? undefined : find(document, key.key)
      })
      if (found.length === 0) return valueOfJson(document)
      return found.length === 1
        ? valueOfJson(found[0])
        : valueOfJson(found.map((one) => one ?? null))
    }
  }

const keyOfValue = <Key>(value: EvalValue, keyOf: (text: string) => Key): { key: Key } | null =>
  value === null ? null : { key: keyOf(textOf(value)) }
