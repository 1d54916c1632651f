import { textOfScalar } from '../../values/convert.ts'
import { foldCase } from '../../values/fold-case.ts'
import { type MultiPattern, multiPattern } from '../../values/multi-pattern.ts'
import { isMultivalue, type Value, valuesOf } from '../../values/value.ts'
import type { ValueTest } from './value-test.ts'

/** Tests of one field, all asked at once. */
export interface FieldIndex {
  /** The number of a test in the answers. @param test one with signs */
  add(test: ValueTest): number
  /** The tests that a value passes, each once. */
  passedBy(value: Value): readonly number[]
}

const mostRemembered = 10_000
const longestRemembered = 256
const none: readonly number[] = []

/**
 * Looks for the signs of all tests in one pass over a value, equal texts through a table, and tries those tests whose signs it shows.
 * Remembers what values that come again passed.
 */
export function fieldIndex(): FieldIndex {
  const tests: ValueTest[] = []
  const numbers = new Map<string, number>()
  let signs: Signs | undefined
  const remembered = new Map<string, readonly number[]>()
  let ofMissing: readonly number[] | undefined

  function passing(value: Value): readonly number[] {
    signs ??= signsOf(tests)
    const shown = new Set<number>(value === null ? signs.missing : none)
    for (const one of valuesOf(value)) signs.eachIn(foldCase(textOfScalar(one)), shown)
    if (shown.size === 0) return none
    const passed: number[] = []
    for (const number of shown) if ((tests[number] as ValueTest).test(value)) passed.push(number)
    return passed.length === 0 ? none : passed
  }

  return {
    add(test) {
      const known = numbers.get(test.key)
      if (known !== undefined) return known
      const number = tests.length
      tests.push(test)
      numbers.set(test.key, number)
      signs = undefined
      ofMissing = undefined
      remembered.clear()
      return number
    },
    passedBy(value) {
      if (value === null) {
        ofMissing ??= passing(null)
        return ofMissing
      }
      if (isMultivalue(value)) return passing(value)
      const text = typeof value === 'string' ? value : textOfScalar(value)
      if (text.length > longestRemembered) return passing(value)
      const known = remembered.get(text)
      if (known) return known
      const passed = passing(value)
      if (remembered.size >= mostRemembered) remembered.clear()
      remembered.set(text, passed)
      return passed
    },
  }
}

/** Which tests have which sign. */
interface Signs {
  readonly missing: readonly number[]
  eachIn(text: string, shown: Set<number>): void
}

function signsOf(tests: readonly ValueTest[]): Signs {
  const missing: number[] = []
  const equal = new Map<string, number[]>()
  const parts = new Map<string, number[]>()
  tests.forEach(({ signs = [] }, number) => {
    for (const sign of signs) {
      if (sign.kind === 'missing') missing.push(number)
      else addTo(sign.kind === 'equal' ? equal : parts, sign.text, number)
    }
  })
  const words = [...parts.keys()]
  const ofWords = [...parts.values()]
  const pattern: MultiPattern | undefined = words.length > 0 ? multiPattern(words) : undefined
  return {
    missing,
    eachIn(text, shown) {
      for (const number of equal.get(text) ?? none) shown.add(number)
      pattern?.eachIn(text, (word) => {
        for (const number of ofWords[word] as readonly number[]) shown.add(number)
      })
    },
  }
}

function addTo(table: Map<string, number[]>, key: string, number: number): void {
  const list = table.get(key)
  if (list) list.push(number)
  else table.set(key, [number])
}
