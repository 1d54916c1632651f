import { anything, defineFunction, maybe, number } from '../../contract/define-function.ts'
import { numberOf } from '../../values/convert.ts'
import { applyModifier } from '../../values/time-modifier.ts'
import { type EvalValue, multivalueOf } from '../../values/value.ts'

/** A longer range is null: a row must not take all memory. */
const MOST_VALUES = 100_000

const TIMESPAN = /^(\d+)\s*([a-z]+)$/i

/**
 * With a timespan as step, days and longer units are counted on the clock of the wall.
 * Source: Splunk Search Reference, "Multivalue eval functions", mvrange().
 */
export const mvrange = defineFunction({
  name: 'mvrange',
  category: 'multivalue',
  summary: 'The numbers, or times, from a start up to but without an end.',
  parameters: {
    start: number('The first number, or seconds since 1970.'),
    end: number('Where to stop; not included.'),
    step: maybe(anything('The distance, 1 when left out, or a timespan such as `1d`.')),
  },
  evaluate({ start, end, step = 1 }, { timeZone }) {
    const next = stepper(start, step, timeZone)
    if (!next) return null
    const up = start < end
    const values: number[] = []
    while (values.length <= MOST_VALUES) {
      const at = next(values.length)
      if (at === null) return null
      if (up ? at >= end : at <= end) return multivalueOf(values)
      // A step that leads away from the end would never stop.
      if (values.length > 0 && at > start !== up) return null
      values.push(at)
    }
    return null
  },
  examples: [
    { expression: 'mvrange(2, 12, 3)', result: [2, 5, 8, 11] },
    { expression: 'mvrange(1, 4)', result: [1, 2, 3] },
    {
      expression: 'mvrange(1700000000, 1700200000, "1d")',
      result: [1700000000, 1700086400, 1700172800],
    },
    { expression: 'mvrange(5, 5)', result: null },
    { expression: 'mvrange(1, 5, -1)', result: null },
  ],
})

/** The value so many steps after the start; `null` where there is none. */
function stepper(
  start: number,
  step: Exclude<EvalValue, null>,
  timeZone: string,
): ((count: number) => number | null) | null {
  const distance = numberOf(step)
  if (distance !== null) return distance === 0 ? null : (count) => start + count * distance
  const span = typeof step === 'string' ? TIMESPAN.exec(step.trim()) : null
  if (!span || Number(span[1]) === 0) return null
  return (count) => {
    if (count === 0) return start
    const moved = applyModifier(start, `+${count * Number(span[1])}${span[2]}`, timeZone)
    return 'time' in moved ? moved.time : null
  }
}
