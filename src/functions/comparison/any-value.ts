import { textOfScalar } from '../../values/convert.ts'
import { type EvalValue, isMultivalue } from '../../values/value.ts'

/** Whether a test of text holds for a value, or for one of several; null for null and booleans. */
export function anyValue(value: EvalValue, test: (text: string) => boolean): boolean | null {
  if (typeof value === 'string') return test(value)
  if (value === null || typeof value === 'boolean') return null
  return isMultivalue(value)
    ? value.some((one) => test(textOfScalar(one)))
    : test(textOfScalar(value))
}
