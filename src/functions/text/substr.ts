import { defineFunction, maybe, text, whole } from '../../contract/define-function.ts'

/**
 * Positions as SQLite counts them, as Splunk says: from 1, back from the end when negative; 0 is a place before the first character, and
 * a negative length takes what stands before the position. Source: Splunk Search Reference, "Text functions", substr().
 */
function cut(length: number, start: number, wanted: number): [number, number] {
  let from = start
  let count = Math.abs(wanted)
  if (from < 0) {
    from += length
    if (from < 0) {
      count = wanted < 0 ? count : Math.max(0, count + from)
      from = 0
    }
  } else if (from > 0) from--
  else if (count > 0) count--
  if (wanted >= 0) return [from, from + count]
  return [Math.max(0, from - count), from]
}

const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/

export const substr = defineFunction({
  name: 'substr',
  category: 'text',
  summary: 'A part of a text; positions count from 1, or back from the end when negative.',
  parameters: {
    str: text('The text.'),
    start: whole('The place of the first character.'),
    length: maybe(whole('How many characters; all that follow when left out.')),
  },
  overValuesOf: 'str',
  returns: 'string',
  evaluate({ str, start, length = Number.MAX_SAFE_INTEGER }) {
    if (!ASTRAL.test(str)) return str.slice(...cut(str.length, start, length))
    const characters = [...str]
    return characters.slice(...cut(characters.length, start, length)).join('')
  },
  examples: [
    { expression: 'substr("splendid", -3)', result: 'did' },
    { expression: 'substr("splendid", 2, 4)', result: 'plen' },
    { expression: 'substr("splendid", 0, 3)', result: 'sp' },
    { expression: 'substr("a😀b", 2, 1)', result: '😀' },
  ],
})
