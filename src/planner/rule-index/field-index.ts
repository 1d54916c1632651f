import { textOfScalar } from '../../values/convert.ts'
import { foldCase } from '../../values/fold-case.ts'
import { type SignIndex, signIndex, type TextSign } from '../../values/sign-index.ts'
import { isMultivalue, type Value, valuesOf } from '../../values/value.ts'
import type { Sign, ValueTest } from './value-test.ts'

/** Tests of one field, all asked at once. */
export interface FieldIndex {
  /** The number of a test in the answers. @param test one with signs */
  add(test: ValueTest): number
  /** The tests that a value passes, each once. */
  passedBy(value: Value): readonly number[]
}

/** Which tests have which sign. */
interface Signs {
  readonly missing: readonly number[]
  readonly index: SignIndex
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
    for (const one of valuesOf(value)) signs.index.eachIn(foldCase(textOfScalar(one)), shown)
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

function signsOf(tests: readonly ValueTest[]): Signs {
  const missing = tests.flatMap(({ signs = [] }, number) =>
    signs.some(({ kind }) => kind === 'missing') ? [number] : [],
  )
  const index = signIndex(tests.map(({ signs = [] }) => signs.filter(isOfText)))
  return { missing, index }
}

const isOfText = (sign: Sign): sign is TextSign => sign.kind !== 'missing'
