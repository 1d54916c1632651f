import { plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { option, sequence, word } from '../language/syntax.ts'
import { numberOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'

const units: readonly (readonly [name: string, seconds: number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
]

function relative(time: number, now: number): string {
  const seconds = Math.abs(now - time)
  const [name, size] = units.find((unit) => seconds >= unit[1]) ?? ['second', 1]
  const count = Math.floor(seconds / size)
  const text = `${count} ${name}${count === 1 ? '' : 's'}`
  return time > now ? `in ${text}` : `${text} ago`
}

/** Source: Splunk Search Reference, "reltime". */
export const reltime = defineCommand({
  name: 'reltime',
  kind: 'streaming',
  summary: 'Says how long ago an event was, in the field reltime: 5 days ago.',
  syntax: sequence({
    timefield: option('timefield', word(), { or: '_time', about: 'The field with the time.' }),
    prefix: option('prefix', word(), {
      or: '',
      about: 'What the name of the new field begins with.',
    }),
  }),
  flow: ({ timefield, prefix }) => ({ needs: [timefield], adds: [`${prefix}reltime`] }),
  operator: ({ timefield, prefix }, { now }) => ({
    process(batch) {
      const column = batch.column(timefield)
      const values = Array.from({ length: batch.length }, (_, row): Value => {
        const time = numberOf(column?.at(row) ?? null)
        return time === null ? null : relative(time, now)
      })
      return withColumns(batch, new Map([[`${prefix}reltime`, plainColumn(values)]]))
    },
  }),
  examples: [
    {
      title: 'Two hours before the search',
      query: 'makeresults | eval _time=_time-7260 | reltime | table reltime',
      output: [{ reltime: '2 hours ago' }],
    },
    { title: 'No time', query: 'reltime', input: [{ n: 1 }], output: [{ n: 1 }] },
  ],
})
