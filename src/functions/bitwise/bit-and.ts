import { defineFunction, rest } from '../../contract/define-function.ts'
import { bits } from './integer.ts'

export const bitAnd = defineFunction({
  name: 'bit_and',
  category: 'bitwise',
  summary: 'Bitwise AND of two or more whole numbers from 0 to 2^53-1.',
  parameters: { first: bits('A whole number.'), others: rest(bits('More whole numbers.')) },
  returns: 'number',
  evaluate({ first, others }) {
    let result = first
    for (const other of others) {
      if (other === null) return null
      result &= other
    }
    return Number(result)
  },
  examples: [
    { expression: 'bit_and(12, 10, 15)', result: 8 },
    { expression: 'bit_and(-1, 1)', result: null },
  ],
})
