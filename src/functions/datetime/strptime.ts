import { defineFunction, text } from '../../contract/define-function.ts'
import { parseTime } from '../../values/time-parse.ts'

/** Source: Splunk Search Reference, "Date and Time functions", strptime(). */
export const strptime = defineFunction({
  name: 'strptime',
  category: 'date and time',
  summary:
    'Reads a time, in the zone of the search unless the text names one, as seconds since 1970.',
  parameters: {
    str: text('The text.'),
    format: text('Conversions such as `%Y-%m-%dT%H:%M:%S`.'),
  },
  overValuesOf: 'str',
  returns: 'number',
  evaluate: ({ str, format }, { timeZone, now }) => parseTime(str, format, timeZone, now),
  examples: [
    { expression: 'strptime("2023-11-14 22:13:20", "%Y-%m-%d %H:%M:%S")', result: 1700000000 },
    { expression: 'strptime("14.11.", "%Y-%m-%d")', result: null },
  ],
})
