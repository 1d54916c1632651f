import { number, type Parameter } from '../../contract/define-function.ts'
import { numberOf } from '../../values/convert.ts'

/** All ones: numbers past 53 bits are not represented. */
export const ALL_BITS = 2n ** 53n - 1n

/**
 * A whole number from 0 to 2^53-1; anything else makes the result null.
 * Source: Splunk Search Reference, "Bitwise functions".
 */
export const bits = (about: string): Parameter<bigint> => ({
  ...number(about),
  type: 'integer',
  convert(value) {
    const num = numberOf(value)
    return num !== null && Number.isSafeInteger(num) && num >= 0 ? BigInt(num) : null
  },
})
