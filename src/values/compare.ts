import { cidrMatcher, parseAddress } from './cidr.ts'
import { numberOfText, textOfScalar } from './convert.ts'
import { foldCase } from './fold-case.ts'
import { type EvalValue, isMultivalue, type Scalar, type Value, valuesOf } from './value.ts'
import { wildcardMatcher, wildcardPieces } from './wildcard.ts'

export type Comparison = '=' | '!=' | '<' | '>' | '<=' | '>='

/** Order of two texts by code unit, as `values()` and `str()` sort: 1, 10, 100, 2; upper case before lower case. */
export const compareText = (left: string, right: string): number =>
  left < right ? -1 : left > right ? 1 : 0

/** NaN is greater than every number and equal to itself, so that sorting is well defined. */
function compareNumbers(left: number, right: number): number {
  if (left < right) return -1
  if (left > right) return 1
  return left === right ? 0 : Number(Number.isNaN(left)) - Number(Number.isNaN(right))
}

const holds: Readonly<Record<Comparison, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '>': (order) => order > 0,
  '<=': (order) => order <= 0,
  '>=': (order) => order >= 0,
}

/** Negative, zero or positive: as numbers when both are numbers or read as such, else as text with case. */
export function compareScalars(left: Scalar, right: Scalar): number {
  if (typeof left === 'number' && typeof right === 'number') return compareNumbers(left, right)
  if (left === right) return 0
  const leftNumber = typeof left === 'number' ? left : numberOfText(left)
  if (leftNumber !== null) {
    const rightNumber = typeof right === 'number' ? right : numberOfText(right)
    if (rightNumber !== null) return compareNumbers(leftNumber, rightNumber)
  }
  return compareText(textOfScalar(left), textOfScalar(right))
}

/**
 * The comparison as `eval` and `where` make it. `null` when a side is missing, so a missing field is neither equal nor unequal. Of a
 * multivalue one value for which it holds is enough; of booleans only equality is known.
 * Source: Splunk Search Reference, "where" and "eval", Usage. Several values: observed behaviour.
 */
export function compareEval(
  operator: Comparison,
  left: EvalValue,
  right: EvalValue,
): boolean | null {
  if (left === null || right === null) return null
  const test = holds[operator]
  if (typeof left === 'boolean' || typeof right === 'boolean') {
    if (operator === '=') return left === right
    return operator === '!=' ? left !== right : null
  }
  if (!isMultivalue(left) && !isMultivalue(right)) return test(compareScalars(left, right))
  const rights = valuesOf(right)
  return valuesOf(left).some((one) => rights.some((other) => test(compareScalars(one, other))))
}

export interface SearchComparisonOptions {
  /** `CASE(value)`: the same case is demanded. */
  readonly caseSensitive?: boolean
}

/**
 * A test for the values of one field, as `search` makes it of `field operator text`. Case is ignored and `*` stands for any text in `=` and
 * `!=`, which compare text (`1` is not `1.0`), or membership when the text is a subnet; the others compare as numbers when both sides are
 * numbers, else as text. Any one value of a multivalue is enough, in `!=` too (`NOT f=x` demands that all differ). A missing field never
 * passes. Source: Splunk Search Reference, "search", Comparison expressions and CIDR matching; `!=` of several values: observed behaviour.
 */
export function searchComparison(
  operator: Comparison,
  text: string,
  { caseSensitive = false }: SearchComparisonOptions = {},
): (value: Value) => boolean {
  const fold = caseSensitive ? (value: string) => value : foldCase
  if (operator === '=' || operator === '!=') {
    const test = equalityTest(text, caseSensitive)
    const wanted = operator === '='
    const equal = (one: Scalar): boolean => test(textOfScalar(one)) === wanted
    return (value) => anyValue(value, equal)
  }
  const test = holds[operator]
  const bound = wildcardPieces(text).join('*')
  const number = numberOfText(bound)
  const folded = fold(bound)
  const compared = (one: Scalar): boolean => {
    if (number !== null) {
      const other = typeof one === 'number' ? one : numberOfText(one)
      if (other !== null) return test(compareNumbers(other, number))
    }
    return test(compareText(fold(textOfScalar(one)), folded))
  }
  return (value) => anyValue(value, compared)
}

function anyValue(value: Value, test: (one: Scalar) => boolean): boolean {
  if (value === null) return false
  return isMultivalue(value) ? value.some(test) : test(value)
}

function equalityTest(text: string, caseSensitive: boolean): (value: string) => boolean {
  const { test } = wildcardMatcher(text, { ignoreCase: !caseSensitive })
  const inSubnet = text.includes('/') ? cidrMatcher(text) : null
  return inSubnet ? (value) => inSubnet(value) || test(value) : test
}

export type SortKind = 'auto' | 'ip' | 'num' | 'str'

/** What a value is sorted by: numbers before strings, missing values last whatever the direction. */
export type SortKey = number | string | null

/**
 * The key by which `sort` orders values of this kind; keys are compared with `compareSortKeys`. `auto` takes numbers as numbers, then
 * addresses as addresses, then all else as text; what `num` or `ip` cannot read comes after what they can, as text.
 * Splunk decides for each pair of values anew, which is no order at all when kinds are mixed (`9` < `10` < `1a` < `9`); this is one that
 * agrees wherever Splunk's is one. Source: Splunk Search Reference, "sort", Usage and sort field options.
 */
export function sortKeyOf(kind: SortKind, value: Value): SortKey {
  const scalar = isMultivalue(value) ? (value[0] as Scalar) : value
  if (scalar === null) return null
  if (kind === 'str') return textOfScalar(scalar)
  if (typeof scalar === 'number') return kind === 'ip' ? textOfScalar(scalar) : scalar
  if (kind !== 'ip') {
    const number = numberOfText(scalar)
    if (number !== null) return number
  }
  return kind === 'num' ? scalar : (addressKey(scalar) ?? scalar)
}

/** Begins with NUL, so addresses stand before other texts; IPv4 before IPv6. */
function addressKey(text: string): string | null {
  const address = parseAddress(text)
  if (!address) return null
  const groups = address.groups.map((group) => group.toString(16).padStart(4, '0'))
  return `\0${address.version}${groups.join('')}`
}

/** Order of two keys: negative when `left` comes first. Missing ones come last in both directions. */
export function compareSortKeys(left: SortKey, right: SortKey, descending = false): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
  const order = compareKeys(left, right)
  return descending ? -order : order
}

function compareKeys(left: number | string, right: number | string): number {
  if (typeof left === 'number') return typeof right === 'number' ? compareNumbers(left, right) : -1
  return typeof right === 'number' ? 1 : compareText(left, right)
}
