import { defineFunction, maybe, multivalue, whole } from '../../contract/define-function.ts'
import { multivalueOf } from '../../values/value.ts'

/**
 * An index outside of the values gives null; only the end may lie past the last one, so that `mvindex(x, 0, 9)` are the first ten at most.
 * Source: Splunk Search Reference, "Multivalue eval functions", mvindex().
 */
export const mvindex = defineFunction({
  name: 'mvindex',
  category: 'multivalue',
  summary:
    'One value, or those from one place to another; counted from 0, or from the end when negative.',
  parameters: {
    mv: multivalue('A multivalue.'),
    start: whole('The place of the first value.'),
    end: maybe(whole('The place of the last value, which is included.')),
  },
  evaluate({ mv, start, end }) {
    const from = start < 0 ? start + mv.length : start
    if (from < 0 || from >= mv.length) return null
    if (end === undefined) return mv[from]
    const to = end < 0 ? end + mv.length : end
    return to < from ? null : multivalueOf(mv.slice(from, to + 1))
  },
  examples: [
    { expression: 'mvindex(names, 1)', row: { names: ['ann', 'bo', 'cy'] }, result: 'bo' },
    {
      expression: 'mvindex(names, -2, -1)',
      row: { names: ['ann', 'bo', 'cy'] },
      result: ['bo', 'cy'],
    },
    { expression: 'mvindex(names, 0, 9)', row: { names: ['ann', 'bo'] }, result: ['ann', 'bo'] },
    { expression: 'mvindex(names, 3)', row: { names: ['ann', 'bo', 'cy'] }, result: null },
  ],
})
