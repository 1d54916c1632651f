import { anything, defineSpecialFunction } from '../../contract/define-function.ts'
import type { ValueType } from '../../contract/expression.ts'
import type { EvalFunction, FunctionExample } from '../../contract/function.ts'
import { isNumeric } from '../../values/convert.ts'
import type { EvalValue } from '../../values/value.ts'

/** A function of one argument that tells what kind of value it is. Null is an answer too, never a reason to give null. */
export const typeTest = (
  name: string,
  summary: string,
  test: (value: EvalValue, type: ValueType) => boolean,
  ...examples: FunctionExample[]
): EvalFunction =>
  defineSpecialFunction({
    name,
    category: 'informational',
    summary,
    parameters: { value: anything('The value.') },
    returns: 'boolean',
    compile([value]) {
      const type = value!.type ?? 'unknown'
      return (batch) => {
        const evaluate = value!.bind(batch)
        return (row) => test(evaluate(row), type)
      }
    },
    examples,
  })

/**
 * Fields hold text, which is a number when it reads as one, `NaN` included; a string literal is never a number.
 * Source: Splunk Search Reference, "Informational functions", isnum().
 */
export const isNumberValue = (value: EvalValue, type: ValueType): boolean =>
  typeof value === 'number' || (type !== 'string' && (isNumeric(value) || isNanText(value)))

export const isNanText = (value: EvalValue): boolean =>
  typeof value === 'string' && value.toLowerCase() === 'nan'
