import { anything, defineFunction } from '../../contract/define-function.ts'
import { textOfScalar } from '../../values/convert.ts'
import { isMultivalue } from '../../values/value.ts'

/** Source: Splunk Search Reference, "Text functions", len(): code points; not for multivalues. */
export const len = defineFunction({
  name: 'len',
  aliases: ['length'],
  category: 'text',
  summary: 'How many characters (Unicode code points) a text has; null for a multivalue.',
  parameters: { str: anything('The text.') },
  returns: 'number',
  evaluate({ str }) {
    if (typeof str === 'boolean' || isMultivalue(str)) return null
    const text = textOfScalar(str)
    let count = text.length
    for (let at = 0; at < text.length; at++) {
      if ((text.codePointAt(at) as number) > 0xffff) {
        count--
        at++
      }
    }
    return count
  },
  examples: [
    { expression: 'len("añb")', result: 3 },
    { expression: 'len("a😀")', result: 2 },
    { expression: 'len(names)', row: { names: ['ann', 'bo'] }, result: null },
  ],
})
