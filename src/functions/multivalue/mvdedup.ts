import { defineFunction, multivalue } from '../../contract/define-function.ts'
import { textOfScalar } from '../../values/convert.ts'
import { multivalueOf } from '../../values/value.ts'

export const mvdedup = defineFunction({
  name: 'mvdedup',
  category: 'multivalue',
  summary: 'Each value once, where it first stands.',
  parameters: { mv: multivalue('A multivalue.') },
  evaluate({ mv }) {
    const seen = new Set<string>()
    return multivalueOf(
      mv.filter((one) => {
        const text = textOfScalar(one)
        if (seen.has(text)) return false
        seen.add(text)
        return true
      }),
    )
  },
  examples: [
    { expression: 'mvdedup(names)', row: { names: ['bo', 'ann', 'bo'] }, result: ['bo', 'ann'] },
    { expression: 'mvdedup(split("a,a", ","))', result: 'a' },
  ],
})
