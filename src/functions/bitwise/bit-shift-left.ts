import { defineFunction } from '../../contract/define-function.ts'
import { ALL_BITS, bits } from './integer.ts'

export const bitShiftLeft = defineFunction({
  name: 'bit_shift_left',
  category: 'bitwise',
  summary: 'Moves the bits of a whole number to the left; those past the 53rd are lost.',
  parameters: { value: bits('A whole number.'), offset: bits('By how many bits.') },
  returns: 'number',
  evaluate: ({ value, offset }) => (offset > 53n ? 0 : Number((value << offset) & ALL_BITS)),
  examples: [
    { expression: 'bit_shift_left(5, 2)', result: 20 },
    { expression: 'bit_shift_left(1, 53)', result: 0 },
    { expression: 'bit_shift_left(1, -1)', result: null },
  ],
})
