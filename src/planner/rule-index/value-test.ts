import { cidrMatcher } from '../../values/cidr.ts'
import { type Comparison, compareEval, searchComparison } from '../../values/compare.ts'
import { numberOfText, textOfScalar } from '../../values/convert.ts'
import { foldCase } from '../../values/fold-case.ts'
import type { TextSign } from '../../values/sign-index.ts'
import { type Scalar, type Value, valuesOf } from '../../values/value.ts'
import { signOfWildcard } from '../../values/wildcard.ts'

/** A field of the events: as knowledge makes it, or as the event itself has it. */
export interface FieldReference {
  readonly name: string
  readonly own: boolean
}

/** Equal for the same field. */
export const fieldKey = ({ name, own }: FieldReference): string => (own ? `\0${name}` : name)

export const fieldOfKey = (key: string): FieldReference =>
  key.startsWith('\0') ? { name: key.slice(1), own: true } : { name: key, own: false }

/** What can be seen of a value before it is tested: that it is missing, or what one of its texts shows. */
export type Sign = { readonly kind: 'missing' } | TextSign

/** A test of the value of a field, which is `null` where it is missing. */
export interface ValueTest {
  /** Tests of equal keys are equal. */
  readonly key: string
  test(value: Value): boolean
  /** No value passes that shows none of them; `undefined` when they cannot be told. */
  readonly signs: readonly Sign[] | undefined
}

export interface SearchTestOptions {
  readonly caseSensitive: boolean
}

/** `field operator text` as `search` compares. @param text as a pattern of `values/wildcard.ts` */
export function searchTest(
  operator: Comparison,
  text: string,
  { caseSensitive }: SearchTestOptions,
): ValueTest {
  return {
    key: `${caseSensitive ? 'CASE ' : ''}${operator}${text}`,
    test: searchComparison(operator, text, { caseSensitive }),
    signs: operator === '=' ? signsOfPattern(text) : undefined,
  }
}

/** None of a subnet, whose addresses are many. */
function signsOfPattern(pattern: string): readonly Sign[] | undefined {
  if (pattern.includes('/') && cidrMatcher(pattern)) return undefined
  const sign = signOfWildcard(pattern)
  return sign && [sign]
}

/** Holds where the other does not, of a missing value too. */
export const complement = ({ key, test }: ValueTest): ValueTest => ({
  key: `NOT ${key}`,
  test: (value) => !test(value),
  signs: undefined,
})

/** Holds where one of them does. */
export function anyTest(tests: readonly ValueTest[]): ValueTest {
  const [only] = tests
  if (only && tests.length === 1) return only
  const signs = tests.map((each) => each.signs)
  return {
    key: tests.map(({ key }) => key).join('\0'),
    test: (value) => tests.some(({ test }) => test(value)),
    signs: signs.every((each) => each !== undefined) ? signs.flat() : undefined,
  }
}

/** Holds where the value shows a sign of the test, so also where it is a part of one that passes. */
export function partTest({ key, signs }: ValueTest): ValueTest | undefined {
  if (!signs || signs.some((sign) => sign.kind === 'missing' || sign.text === '')) return undefined
  const texts = signs.map((sign) => (sign.kind === 'missing' ? '' : sign.text))
  const shows = (one: Scalar): boolean => {
    const folded = foldCase(textOfScalar(one))
    return texts.some((text) => folded.includes(text))
  }
  return {
    key: `PART ${key}`,
    test: (value) => valuesOf(value).some(shows),
    signs: texts.map((text) => ({ kind: 'part', text })),
  }
}

/** Holds where the comparison is true, as expressions compare; or, turned round, where it is false or null. */
export function expressionTest(operator: '=' | '!=', bound: Scalar, isTrue: boolean): ValueTest {
  const equal = (operator === '=') === isTrue
  const text = textOfScalar(bound)
  // Numbers are equal however they are written.
  const telling = equal && numberOfText(text) === null
  const signs: readonly Sign[] = [{ kind: 'equal', text: foldCase(text) }]
  return {
    key: `${isTrue ? '' : 'UNLESS '}${operator}${operator}${typeof bound} ${text}`,
    test: (value) => (compareEval(operator, value, bound) === true) === isTrue,
    signs: telling ? (isTrue ? signs : [...signs, { kind: 'missing' }]) : undefined,
  }
}

export const missingTest: ValueTest = {
  key: 'MISSING',
  test: (value) => value === null,
  signs: [{ kind: 'missing' }],
}

export const presentTest: ValueTest = complement(missingTest)
