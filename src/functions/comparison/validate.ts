import { anything, condition, defineSpecialFunction, rest } from '../../contract/define-function.ts'
import { oddArgument } from './pairs.ts'

/** Source: Splunk Search Reference, "Comparison and Conditional functions", validate(). */
export const validate = defineSpecialFunction({
  name: 'validate',
  category: 'comparison',
  summary: 'The value behind the first condition that is not true; null when all are.',
  parameters: {
    condition: condition('A condition that should hold.'),
    value: anything('The value when it does not.'),
    more: { ...rest(anything('More conditions and values in turn.')), required: false },
  },
  keepsPrecision: true,
  compile(args) {
    const problem = oddArgument('validate', args)
    if (problem) return problem
    return (batch) => {
      const evaluators = args.map((argument) => argument.bind(batch))
      return (row) => {
        for (let i = 0; i < evaluators.length; i += 2) {
          if (evaluators[i]!(row) !== true) return evaluators[i + 1]!(row)
        }
        return null
      }
    }
  },
  examples: [
    {
      expression: 'validate(isnum(age), "no number", age >= 0, "negative")',
      row: { age: '-3' },
      result: 'negative',
    },
    { expression: 'validate(age >= 0, "negative")', row: { age: 3 }, result: null },
  ],
})
