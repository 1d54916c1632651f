import { defineSpecialFunction, text } from '../../contract/define-function.ts'
import { patternSource } from '../shared-pattern.ts'
import { anyValue } from './any-value.ts'

/** Source: Splunk Search Reference, "Comparison and Conditional functions", match(): PCRE, anywhere in the text. */
export const match = defineSpecialFunction({
  name: 'match',
  category: 'comparison',
  summary:
    'Whether a regular expression matches somewhere in the text; of a multivalue one value is enough.',
  parameters: { str: text('The text.'), regex: text('The regular expression.') },
  returns: 'boolean',
  compile([str, regex], scope) {
    const source = patternSource(regex!, 1, scope)
    if ('problem' in source) return source
    return (batch) => {
      const value = str!.bind(batch)
      const patternOf = source.bind(batch)
      return (row) => {
        const pattern = patternOf(row)
        return pattern && anyValue(value(row), (one) => pattern.test(one))
      }
    }
  },
  examples: [
    { expression: 'match(path, "\\\\.ps1$")', row: { path: 'C:\\x.ps1' }, result: true },
    { expression: 'match(path, "\\\\.PS1$")', row: { path: 'C:\\x.ps1' }, result: false },
    { expression: 'match(path, "(?i)PS1")', row: { path: ['a.txt', 'b.ps1'] }, result: true },
    { expression: 'match(missing, "x")', result: null },
  ],
})
