import { defineFunction, number } from '../../contract/define-function.ts'

export const abs = defineFunction({
  name: 'abs',
  category: 'mathematical',
  summary: 'The number without its sign.',
  parameters: { num: number('The number.') },
  returns: 'number',
  keepsPrecision: true,
  evaluate: ({ num }) => Math.abs(num),
  examples: [
    { expression: 'abs(-4.25)', result: 4.25 },
    { expression: 'abs(delta)', row: { delta: '-3' }, result: 3 },
    { expression: 'abs("far")', result: null },
  ],
})
