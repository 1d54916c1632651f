import { defineFunction, multivalue } from '../../contract/define-function.ts'
import { multivalueOf } from '../../values/value.ts'

export const mvreverse = defineFunction({
  name: 'mvreverse',
  category: 'multivalue',
  summary: 'All values, the last one first.',
  parameters: { mv: multivalue('A multivalue.') },
  evaluate: ({ mv }) => multivalueOf([...mv].reverse()),
  examples: [
    { expression: 'mvreverse(names)', row: { names: ['ann', 'bo'] }, result: ['bo', 'ann'] },
  ],
})
