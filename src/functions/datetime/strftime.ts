import { defineFunction, number, text } from '../../contract/define-function.ts'
import { formatTime } from '../../values/time-format.ts'

/** Source: Splunk Search Reference, "Date and Time functions", strftime(). */
export const strftime = defineFunction({
  name: 'strftime',
  category: 'date and time',
  summary: 'Prints a time in the zone of the search.',
  parameters: {
    time: number('Seconds since 1970.'),
    format: text('Conversions such as `%Y-%m-%dT%H:%M:%S`.'),
  },
  overValuesOf: 'time',
  returns: 'string',
  evaluate: ({ time, format }, { timeZone }) => formatTime(time, format, timeZone),
  examples: [
    { expression: 'strftime(1700000000, "%Y-%m-%d %H:%M:%S")', result: '2023-11-14 22:13:20' },
    { expression: 'strftime(1700000000.5, "%S.%3N")', result: '20.500' },
    { expression: 'strftime("noon", "%H")', result: null },
  ],
})
