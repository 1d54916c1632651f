import { anything, condition, defineSpecialFunction, rest } from '../../contract/define-function.ts'
import { oddArgument } from './pairs.ts'

/** Source: Splunk Search Reference, "Comparison and Conditional functions", case(). */
export const caseFunction = defineSpecialFunction({
  name: 'case',
  category: 'comparison',
  summary: 'The value behind the first condition that is true; null when none is.',
  parameters: {
    condition: condition('A condition.'),
    value: anything('The value when it is the first that is true.'),
    more: { ...rest(anything('More conditions and values in turn.')), required: false },
  },
  keepsPrecision: true,
  compile(args) {
    const problem = oddArgument('case', args)
    if (problem) return problem
    return (batch) => {
      const evaluators = args.map((argument) => argument.bind(batch))
      return (row) => {
        for (let i = 0; i < evaluators.length; i += 2) {
          if (evaluators[i]!(row) === true) return evaluators[i + 1]!(row)
        }
        return null
      }
    }
  },
  examples: [
    {
      expression: 'case(n < 5, "few", n < 50, "some", true(), "many")',
      row: { n: 12 },
      result: 'some',
    },
    { expression: 'case(n < 5, "few")', row: { n: 12 }, result: null },
    { expression: 'case(missing = 1, "one", 1 = 1, "other")', result: 'other' },
  ],
})
