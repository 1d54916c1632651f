import { defineFunction } from '../../contract/define-function.ts'
import { bits } from './integer.ts'

export const bitShiftRight = defineFunction({
  name: 'bit_shift_right',
  category: 'bitwise',
  summary: 'Moves the bits of a whole number to the right; those past the first are lost.',
  parameters: { value: bits('A whole number.'), offset: bits('By how many bits.') },
  returns: 'number',
  evaluate: ({ value, offset }) => (offset > 53n ? 0 : Number(value >> offset)),
  examples: [
    { expression: 'bit_shift_right(20, 2)', result: 5 },
    { expression: 'bit_shift_right(1, 1)', result: 0 },
  ],
})
