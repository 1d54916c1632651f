import { anything, condition, defineSpecialFunction } from '../../contract/define-function.ts'

/** Source: Splunk Search Reference, "Comparison and Conditional functions", if(): null counts as not true. */
export const ifFunction = defineSpecialFunction({
  name: 'if',
  category: 'comparison',
  summary: 'One value when the condition is true, another when it is false or null.',
  parameters: {
    predicate: condition('The condition.'),
    trueValue: anything('The value when it holds.'),
    falseValue: anything('The value when it does not.'),
  },
  returns: ([, yes, no]) => (yes === no && yes !== 'boolean' ? yes! : 'unknown'),
  keepsPrecision: true,
  compile([predicate, trueValue, falseValue]) {
    return (batch) => {
      const holds = predicate!.bind(batch)
      const yes = trueValue!.bind(batch)
      const no = falseValue!.bind(batch)
      return (row) => (holds(row) === true ? yes(row) : no(row))
    }
  },
  examples: [
    { expression: 'if(bytes > 1000, "large", "small")', row: { bytes: '2048' }, result: 'large' },
    { expression: 'if(missing = 1, "one", "other")', result: 'other' },
  ],
})
