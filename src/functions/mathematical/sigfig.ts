import { bindUnrounded, defineSpecialFunction, number } from '../../contract/define-function.ts'
import { numberOf } from '../../values/convert.ts'

/** Source: Splunk Search Reference, "Mathematical functions", sigfig(). */
export const sigfig = defineSpecialFunction({
  name: 'sigfig',
  category: 'mathematical',
  summary:
    'The number rounded to the significant digits that the decimal literals it was computed from allow.',
  parameters: { num: number('A calculation with decimal literals, such as `x*1.00`.') },
  returns: 'number',
  compile([num]) {
    return (batch) => {
      const measured = num!.bindMeasured?.(batch)
      const evaluate = measured?.evaluate ?? bindUnrounded(num!, batch)
      return (row) => {
        const value = numberOf(evaluate(row))
        if (value === null || !measured) return value
        const digits = measured.digits()
        if (digits > 21 || !Number.isFinite(value)) return value
        return Number(value.toPrecision(Math.max(1, digits)))
      }
    }
  },
  examples: [
    { title: 'Three digits, as the literal has', expression: 'sigfig(4.00 * 1234)', result: 4940 },
    { title: 'Sums keep the fewest decimals', expression: 'sigfig(7.25 + 0.125)', result: 7.38 },
    { expression: 'sigfig(mean * 1.00)', row: { mean: 2.4200000000000115 }, result: 2.42 },
  ],
})
