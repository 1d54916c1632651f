import { anything, defineFunction, maybe, whole } from '../../contract/define-function.ts'
import { numberIn } from './number-in.ts'

const definition = defineFunction({
  name: 'tonumber',
  category: 'conversion',
  summary: 'The number that a text is, in base 10 or another; null for anything else.',
  parameters: {
    str: anything('The text, without blanks around it.'),
    base: maybe(whole('The base, from 2 to 36.')),
  },
  overValuesOf: 'str',
  returns: 'number',
  evaluate: ({ str, base }) => numberIn(str, base),
  examples: [
    { expression: 'tonumber("ff", 16)', result: 255 },
    { expression: 'tonumber(size)', row: { size: '12.5' }, result: 12.5 },
    { expression: 'tonumber(size)', row: { size: ' 12' }, result: null },
  ],
})

/** A literal that is no number is an error. Source: Splunk Search Reference, "Conversion functions", tonumber(). */
export const tonumber: typeof definition = {
  ...definition,
  compile(args, scope) {
    const [str, base] = args
    if (str?.constant && str.type === 'string' && (!base || base.constant)) {
      const value = definition.compile(args, scope)
      if (typeof value !== 'function') return value
      const baseValue = base?.constant?.value
      if (
        numberIn(str.constant.value, typeof baseValue === 'number' ? baseValue : undefined) === null
      ) {
        return {
          code: 'SPL0304',
          problem: `"${String(str.constant.value)}" is not a number`,
          argument: 0,
        }
      }
      return value
    }
    return definition.compile(args, scope)
  },
}
