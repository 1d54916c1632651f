import { defineFunction, maybe } from '../../contract/define-function.ts'
import { ALL_BITS, bits } from './integer.ts'

export const bitNot = defineFunction({
  name: 'bit_not',
  category: 'bitwise',
  summary: 'Inverts the 53 bits of a whole number, and keeps those that a mask has.',
  parameters: { value: bits('A whole number.'), bitmask: maybe(bits('The bits to keep.')) },
  returns: 'number',
  evaluate: ({ value, bitmask = ALL_BITS }) => Number((value ^ ALL_BITS) & bitmask),
  examples: [
    { expression: 'bit_not(0)', result: 9007199254740991 },
    { expression: 'bit_not(5, 7)', result: 2 },
  ],
})
