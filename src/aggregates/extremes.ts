import { type Aggregate, defineAggregate } from '../contract/aggregate.ts'
import { numberOf, textOf } from '../values/convert.ts'

/** The extreme as a number and as text: which of them counts is known when all values were seen. */
interface Extreme {
  number: number | null
  text: string | null
  numeric: boolean
}

type Wording = Pick<Aggregate, 'name' | 'summary' | 'examples'>

/**
 * "Processes field values as numbers if possible, otherwise processes field values as strings", in lexicographical order
 * (Search Reference, Aggregate functions: max, min).
 */
function extreme(wording: Wording, sign: 1 | -1): Aggregate {
  const consider = (state: Extreme, number: number | null, text: string): Extreme => {
    if (number === null) state.numeric = false
    else if (state.number === null || (number - state.number) * sign > 0) state.number = number
    if (state.text === null || text > state.text === sign > 0) state.text = text
    return state
  }
  return defineAggregate<Extreme>({
    ...wording,
    aliases: [],
    category: 'aggregate',
    argument: 'required',
    compact: true,
    readsOrder: false,
    readsTime: false,
    start: () => ({ number: null, text: null, numeric: true }),
    add: (state, value) =>
      consider(
        state,
        typeof value === 'number' ? value : numberOf(value),
        textOf(value as string | number),
      ),
    merge(earlier, later) {
      if (later.text === null) return earlier
      if (later.number !== null) consider(earlier, later.number, later.text)
      else consider(earlier, null, later.text)
      earlier.numeric &&= later.numeric
      return earlier
    },
    finish: (state) => (state.numeric ? state.number : state.text),
  })
}

export const min = extreme(
  {
    name: 'min',
    summary: 'The smallest value: as numbers when all are, else as text.',
    examples: [
      { values: ['10', 9, '100'], result: 9 },
      { title: 'As text when one is no number', values: ['9', '100', 'b'], result: '100' },
      { title: 'Nothing there', values: [null], result: null },
    ],
  },
  -1,
)

export const max = extreme(
  {
    name: 'max',
    summary: 'The largest value: as numbers when all are, else as text.',
    examples: [
      { values: ['10', 9, '100'], result: 100 },
      { title: 'As text when one is no number', values: ['9', '100', 'b'], result: 'b' },
      { title: 'Nothing there', values: [null], result: null },
    ],
  },
  1,
)
