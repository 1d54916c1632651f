import { defineSpecialFunction, text } from '../../contract/define-function.ts'
import { textOfScalar } from '../../values/convert.ts'
import { likeMatcher } from '../../values/like.ts'
import { type EvalValue, isMultivalue } from '../../values/value.ts'
import { anyValue } from './any-value.ts'

/** Also does the LIKE operator. Source: Splunk Search Reference, "Comparison and Conditional functions", like(). */
export const like = defineSpecialFunction({
  name: 'like',
  category: 'comparison',
  summary:
    'Whether the whole text fits a pattern in which % is any text and _ one character; case counts.',
  parameters: { str: text('The text.'), pattern: text('The pattern.') },
  returns: 'boolean',
  compile([str, pattern]) {
    const fixed = pattern!.constant && matcherOf(pattern!.constant.value)
    return (batch) => {
      const value = str!.bind(batch)
      const wanted = pattern!.bind(batch)
      return (row) => {
        const matcher = fixed ?? matcherOf(wanted(row))
        return matcher && anyValue(value(row), matcher.test)
      }
    }
  },
  examples: [
    { expression: 'like(path, "/tmp/%")', row: { path: '/tmp/x.sh' }, result: true },
    { expression: 'path LIKE "/TMP/%"', row: { path: '/tmp/x.sh' }, result: false },
    { expression: 'like("cat", "c_t")', result: true },
    { expression: 'like(names, "b%")', row: { names: ['ann', 'bo'] }, result: true },
  ],
})

const matcherOf = (pattern: EvalValue): { test(text: string): boolean } | null =>
  pattern === null || typeof pattern === 'boolean' || isMultivalue(pattern)
    ? null
    : likeMatcher(textOfScalar(pattern))
