import { defineSpecialFunction, multivalue, text } from '../../contract/define-function.ts'
import { textOfScalar } from '../../values/convert.ts'
import { isMultivalue } from '../../values/value.ts'
import { patternSource } from '../shared-pattern.ts'

export const mvfind = defineSpecialFunction({
  name: 'mvfind',
  category: 'multivalue',
  summary: 'The place, counted from 0, of the first value in which a regular expression matches.',
  parameters: { mv: multivalue('A multivalue.'), regex: text('The regular expression.') },
  returns: 'number',
  compile([mv, regex], scope) {
    const source = patternSource(regex!, 1, scope)
    if ('problem' in source) return source
    return (batch) => {
      const values = mv!.bind(batch)
      const patternOf = source.bind(batch)
      return (row) => {
        const value = values(row)
        if (value === null || typeof value === 'boolean') return null
        const pattern = patternOf(row)
        if (!pattern) return null
        const list = isMultivalue(value) ? value : [value]
        const at = list.findIndex((one) => pattern.test(textOfScalar(one)))
        return at < 0 ? null : at
      }
    }
  },
  examples: [
    { expression: 'mvfind(names, "^b")', row: { names: ['ann', 'bo', 'ben'] }, result: 1 },
    { expression: 'mvfind(names, "^z")', row: { names: ['ann', 'bo'] }, result: null },
    {
      expression: 'mvfind(names, wanted)',
      row: { names: ['ann', 'bo'], wanted: 'n{2}' },
      result: 0,
    },
  ],
})
