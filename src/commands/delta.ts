import { plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { clause, field, integer, maybe, option, sequence } from '../language/syntax.ts'
import { numberOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'
import { checked } from './shared-checked.ts'

/** Source: Splunk Search Reference, "delta". */
export const delta = defineCommand({
  name: 'delta',
  kind: 'stateful',
  summary: 'Computes by how much a number differs from that of an earlier row.',
  syntax: sequence({
    back: option(
      'p',
      checked(integer(), (back) =>
        back >= 1 && back <= 10_000 ? undefined : { message: 'p is between 1 and 10000' },
      ),
      { or: 1, about: 'How many rows earlier.' },
    ),
    field: field({ about: 'The field with the numbers.' }),
    as: maybe(clause('AS', field({ about: 'Where the result goes; delta(field) without it.' }))),
  }),
  flow: ({ field: name, as }) => ({ needs: [name], adds: [as ?? `delta(${name})`] }),
  operator({ field: name, as = `delta(${name})`, back }) {
    const earlier: (number | null)[] = []
    let place = 0
    return {
      process(batch) {
        const column = batch.column(name)
        const results = Array.from({ length: batch.length }, (_, row): Value => {
          const number = column ? numberOf(column.at(row)) : null
          const before = earlier[place] ?? null
          earlier[place] = number
          place = (place + 1) % back
          return number === null || before === null ? null : number - before
        })
        return withColumns(batch, new Map([[as, plainColumn(results)]]))
      },
    }
  },
  examples: [
    {
      title: 'From row to row',
      query: 'delta size',
      input: [{ size: 4 }, { size: '9' }, { size: 7 }],
      output: [{ size: 4 }, { size: '9', 'delta(size)': 5 }, { size: 7, 'delta(size)': -2 }],
    },
    {
      title: 'Two rows back; a row without the number has no difference',
      query: 'delta size AS growth p=2',
      input: [{ size: 1 }, { size: 2 }, { size: 5 }, { host: 'a' }],
      output: [{ size: 1 }, { size: 2 }, { size: 5, growth: 4 }, { host: 'a' }],
    },
  ],
})
