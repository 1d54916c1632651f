import { defineSpecialFunction, text } from '../../contract/define-function.ts'
import { textOf, textOfScalar } from '../../values/convert.ts'
import type { PatternMatch, PatternMatcher } from '../../values/pattern.ts'
import { isMultivalue, multivalueOf, type Scalar } from '../../values/value.ts'
import { patternSource } from '../shared-pattern.ts'

type Replacement = readonly (string | number)[]

/** Text and numbers of groups: `\1` to `\9`, `\0` for the whole match, `\\` for a backslash. */
function parseReplacement(text: string): Replacement {
  const parts: (string | number)[] = []
  for (const [piece] of text.matchAll(/\\\d|\\\\|[^\\]+|\\/g)) {
    if (/^\\\d$/.test(piece)) parts.push(Number(piece[1]))
    else parts.push(piece === '\\\\' ? '\\' : piece)
  }
  return parts
}

const expand = (replacement: Replacement, { groups }: PatternMatch): string =>
  replacement.map((part) => (typeof part === 'number' ? (groups[part] ?? '') : part)).join('')

function replaceAll(subject: string, pattern: PatternMatcher, replacement: Replacement): string {
  let result = ''
  let done = 0
  let from = 0
  while (from <= subject.length) {
    const match = pattern.exec(subject, from)
    if (!match) break
    result += subject.slice(done, match.index) + expand(replacement, match)
    done = match.end
    from = match.end
    if (match.end === match.index) {
      const next = subject.codePointAt(match.end)
      from += next !== undefined && next > 0xffff ? 2 : 1
    }
  }
  return done === 0 && result === '' ? subject : result + subject.slice(done)
}

/** Source: Splunk Search Reference, "Text functions", replace(): PCRE, every match, groups in the replacement. */
export const replace = defineSpecialFunction({
  name: 'replace',
  category: 'text',
  summary: 'The text with every match of a regular expression replaced, value by value.',
  parameters: {
    str: text('The text.'),
    regex: text('The regular expression.'),
    replacement: text('The new text; `\\1` is what the first group matched.'),
  },
  returns: 'string',
  compile([str, regex, replacement], scope) {
    const source = patternSource(regex!, 1, scope)
    if ('problem' in source) return source
    const fixed = replacement!.constant && parseReplacement(textOf(replacement!.constant.value))
    return (batch) => {
      const subjects = str!.bind(batch)
      const patternOf = source.bind(batch)
      const replacements = replacement!.bind(batch)
      return (row) => {
        const value = subjects(row)
        if (value === null || typeof value === 'boolean') return null
        const pattern = patternOf(row)
        const wanted = replacements(row)
        if (!pattern || wanted === null) return null
        const parts = fixed ?? parseReplacement(textOf(wanted))
        const each = (one: Scalar) => replaceAll(textOfScalar(one), pattern, parts)
        return isMultivalue(value) ? multivalueOf(value.map(each)) : each(value)
      }
    }
  },
  examples: [
    {
      expression: 'replace("14.11.2023", "^(\\\\d+)\\\\.(\\\\d+)\\\\.", "\\\\2/\\\\1/")',
      result: '11/14/2023',
    },
    { expression: 'replace(path, "\\\\\\\\", "/")', row: { path: 'C:\\a\\b' }, result: 'C:/a/b' },
    { expression: 'replace("abc", "x*", "-")', result: '-a-b-c-' },
    {
      expression: 'replace(names, "n+", "m")',
      row: { names: ['ann', 'bo'] },
      result: ['am', 'bo'],
    },
  ],
})
