import { defineFunction, number, text } from '../../contract/define-function.ts'
import type { FunctionProblem } from '../../contract/function.ts'
import { textOf } from '../../values/convert.ts'
import { applyModifier } from '../../values/time-modifier.ts'

/** Source: Splunk Search Reference, "Date and Time functions", relative_time(). */
const relativeTimeOfText = defineFunction({
  name: 'relative_time',
  category: 'date and time',
  summary: 'A time moved and snapped by a time modifier, in the zone of the search.',
  parameters: {
    time: number('Seconds since 1970.'),
    specifier: text('A time modifier such as `-1d@d`.'),
  },
  returns: 'number',
  evaluate({ time, specifier }, { timeZone }) {
    const moved = applyModifier(time, specifier, timeZone)
    return 'time' in moved ? moved.time : null
  },
  examples: [
    { expression: 'relative_time(1700003661, "@h")', result: 1700002800 },
    { expression: 'relative_time(1700003661, "-1h@h")', result: 1699999200 },
    { expression: 'relative_time(1700003661, unit)', row: { unit: 'sideways' }, result: null },
  ],
})

export const relativeTime: typeof relativeTimeOfText = {
  ...relativeTimeOfText,
  compile(args, scope) {
    const specifier = args[1]?.constant
    if (specifier && specifier.value !== null) {
      const moved = applyModifier(0, textOf(specifier.value), scope.timeZone)
      if ('problem' in moved) return wrongSpecifier(textOf(specifier.value), moved.problem)
    }
    return relativeTimeOfText.compile(args, scope)
  },
}

/** Public searches write `relative_time(now(), "`window`")`; Splunk expands no macro within quotes, and the time is null. */
function wrongSpecifier(text: string, problem: string): FunctionProblem {
  const wrong = { code: 'SPL0307', argument: 1 } as const
  if (!/^`.*`$/.test(text)) return { ...wrong, problem }
  const advice = 'a macro within quotes is not expanded, so that there is no time'
  return { ...wrong, problem: `${problem}: ${advice}`, harmless: true }
}
