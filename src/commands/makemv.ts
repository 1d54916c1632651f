import { plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { field, flag, option, quoted, sequence } from '../language/syntax.ts'
import { textOfScalar } from '../values/convert.ts'
import type { PatternMatcher } from '../values/pattern.ts'
import { multivalueOf, type Value, valuesOf } from '../values/value.ts'
import { perValue } from './shared-per-value.ts'

const longestList = 1_000_000

/** The first group of each match; empty ones too. */
function tokensOf(text: string, matcher: PatternMatcher): string[] {
  const tokens: string[] = []
  for (let from = 0; from <= text.length && tokens.length < longestList; ) {
    const match = matcher.exec(text, from)
    if (!match) break
    tokens.push(match.groups[1] ?? match.groups[0] ?? '')
    from = match.end > match.index ? match.end : match.end + 1
  }
  return tokens
}

/** Source: Splunk Search Reference, "makemv". */
export const makemv = defineCommand({
  name: 'makemv',
  kind: 'streaming',
  summary: 'Cuts the value of a field into several.',
  syntax: sequence({
    delim: option('delim', quoted(), { or: ' ', about: 'What stands between the values.' }),
    tokenizer: option('tokenizer', quoted(), {
      about: 'A regular expression whose first group is a value; used instead of delim.',
    }),
    allowempty: flag('allowempty', { or: false, about: 'Keeps empty values.' }),
    setsv: flag('setsv', {
      or: false,
      about: 'Accepted; a plain value is kept beside the list only in Splunk.',
    }),
    name: field({ about: 'The field.' }),
  }),
  flow: ({ name }) => ({ needs: [name], adds: [name] }),
  parts: ({ tokenizer }) => (tokenizer === undefined ? {} : { patterns: [{ source: tokenizer }] }),
  operator({ delim, tokenizer, allowempty, name }, scope) {
    const matcher = tokenizer === undefined ? undefined : scope.pattern(tokenizer)
    const pieces = (text: string): string[] => {
      if (matcher) return tokensOf(text, matcher)
      return delim === '' ? [text] : text.split(delim)
    }
    const cut = (value: Value): Value => {
      const all = valuesOf(value).flatMap((one) => pieces(textOfScalar(one)))
      return multivalueOf(allowempty ? all : all.filter((piece) => piece !== ''))
    }
    return {
      process(batch) {
        const column = batch.column(name)
        if (!column) return batch
        const valueAt = perValue(column, cut)
        const values = Array.from({ length: batch.length }, (_, row) => valueAt(row))
        return withColumns(batch, new Map([[name, plainColumn(values)]]))
      },
    }
  },
  examples: [
    {
      title: 'Empty values are dropped',
      query: 'makemv delim="," hosts',
      input: [{ hosts: 'a1,,b2' }, { n: 1 }],
      output: [{ hosts: ['a1', 'b2'] }, { n: 1 }],
    },
    {
      title: 'Values found by a pattern',
      query: 'makemv tokenizer="<([^>]+)>" recipients',
      input: [{ recipients: 'Ann <ann@example.org>, Bob <bob@example.org>' }],
      output: [{ recipients: ['ann@example.org', 'bob@example.org'] }],
    },
  ],
})
