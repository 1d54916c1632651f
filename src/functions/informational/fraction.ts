import type { EvalValue } from '../../values/value.ts'

/** Whether a number is written with decimals (`2.0` too); one that is no number at all (`nan`, `inf`) is a double. */
export const hasFraction = (value: EvalValue): boolean =>
  typeof value === 'string' ? !/^\s*[+-]?\d+\s*$/.test(value) : !Number.isInteger(value)
