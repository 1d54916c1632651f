import { anything, defineSpecialFunction, rest } from '../../contract/define-function.ts'
import { compareEval } from '../../values/compare.ts'
import { numberOfText, textOfScalar } from '../../values/convert.ts'
import { type EvalValue, isMultivalue, type Scalar } from '../../values/value.ts'

/** Membership that is equal to comparing with each of the values, at the cost of one look-up. */
function membership(values: readonly Scalar[]): (value: Scalar) => boolean {
  const texts = new Set(values.map(textOfScalar))
  const numbers = new Set(values.map(numberOfScalar).filter((num) => num !== null))
  return (value) => {
    const num = numberOfScalar(value)
    // Two numbers are compared as numbers: `1.0` is in the list that has `1`.
    return num === null ? texts.has(value as string) : numbers.has(num)
  }
}

const numberOfScalar = (value: Scalar): number | null =>
  typeof value === 'number' ? value : numberOfText(value)

const scalarsOf = (values: readonly EvalValue[]): Scalar[] =>
  values.flatMap((value) =>
    value === null || typeof value === 'boolean' ? [] : isMultivalue(value) ? value : [value],
  )

/** Also does the IN operator. Source: Splunk Search Reference, "Comparison and Conditional functions", in(): no wildcards. */
export const inFunction = defineSpecialFunction({
  name: 'in',
  category: 'comparison',
  summary: 'Whether the value equals one of a list; wildcards are not known.',
  parameters: {
    value: anything('The value to look for.'),
    list: rest(anything('The values it may have.')),
  },
  returns: 'boolean',
  compile([value, ...list]) {
    if (list.every((one) => one.constant)) {
      const contains = membership(scalarsOf(list.map((one) => one.constant!.value)))
      return (batch) => {
        const evaluate = value!.bind(batch)
        return (row) => {
          const one = evaluate(row)
          if (one === null || typeof one === 'boolean') return null
          return isMultivalue(one) ? one.some(contains) : contains(one)
        }
      }
    }
    return (batch) => {
      const evaluate = value!.bind(batch)
      const evaluators = list.map((one) => one.bind(batch))
      return (row) => {
        const one = evaluate(row)
        if (one === null) return null
        return evaluators.some((other) => compareEval('=', one, other(row)) === true)
      }
    }
  },
  examples: [
    { expression: 'in(code, "404", "500")', row: { code: 500 }, result: true },
    { expression: 'in(code, "40*")', row: { code: '404' }, result: false },
    { expression: 'code IN (src, dest)', row: { code: 'a', src: 'b', dest: 'a' }, result: true },
    { expression: 'in(missing, "404")', result: null },
  ],
})
