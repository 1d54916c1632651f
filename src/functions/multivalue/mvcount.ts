import { defineFunction, multivalue } from '../../contract/define-function.ts'

export const mvcount = defineFunction({
  name: 'mvcount',
  category: 'multivalue',
  summary: 'How many values there are; null when there is none.',
  parameters: { mv: multivalue('A field.') },
  returns: 'number',
  evaluate: ({ mv }) => mv.length,
  examples: [
    { expression: 'mvcount(names)', row: { names: ['ann', 'bo'] }, result: 2 },
    { expression: 'mvcount("ann")', result: 1 },
    { expression: 'mvcount(names)', result: null },
  ],
})
