import { defineFunction, maybe, number } from '../../contract/define-function.ts'

export const log = defineFunction({
  name: 'log',
  category: 'mathematical',
  summary: 'The logarithm to a base, which is 10 when none is given.',
  parameters: {
    num: number('A positive number.'),
    base: maybe(number('The base.')),
  },
  returns: 'number',
  keepsPrecision: true,
  evaluate({ num, base }) {
    // The special cases are exact where a quotient of two logarithms is not: log(1000) is 3.
    if (base === undefined || base === 10) return Math.log10(num)
    return base === 2 ? Math.log2(num) : Math.log(num) / Math.log(base)
  },
  examples: [
    { expression: 'log(1000)', result: 3 },
    { expression: 'log(32, 2)', result: 5 },
  ],
})
