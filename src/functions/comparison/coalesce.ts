import { anything, defineSpecialFunction, rest } from '../../contract/define-function.ts'

/** Source: Splunk Search Reference, "Comparison and Conditional functions", coalesce(): an empty string is not null. */
export const coalesce = defineSpecialFunction({
  name: 'coalesce',
  category: 'comparison',
  summary: 'The first argument that is not null.',
  parameters: { values: rest(anything('The values in order.')) },
  returns: (args) =>
    args.every((type) => type === args[0]) && args[0] !== 'boolean' ? args[0]! : 'unknown',
  keepsPrecision: true,
  compile(args) {
    return (batch) => {
      const evaluators = args.map((argument) => argument.bind(batch))
      return (row) => {
        for (const evaluate of evaluators) {
          const value = evaluate(row)
          if (value !== null) return value
        }
        return null
      }
    }
  },
  examples: [
    { expression: 'coalesce(src, dest, "none")', row: { dest: 'db1' }, result: 'db1' },
    { expression: 'coalesce("", "none")', result: '' },
    { expression: 'coalesce(src, dest)', result: null },
  ],
})
