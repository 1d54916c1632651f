import { emptyBatch, plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { option, sequence, word } from '../language/syntax.ts'
import { numberOf } from '../values/convert.ts'
import { checked } from './shared-checked.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'

/** How many of these ascending times are not later than one of them. */
function countUpTo(times: Float64Array, limit: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] as number) <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * An event runs from its start up to, not including, its end; one without duration counts at its own time.
 * Source: Splunk Search Reference, "concurrency".
 */
export const concurrency = defineCommand({
  name: 'concurrency',
  kind: 'dataset',
  summary: 'Counts for each event how many events were under way when it began, itself included.',
  syntax: checked(
    sequence({
      duration: option('duration', word(), { about: 'The field with the duration in seconds.' }),
      start: option('start', word(), {
        or: '_time',
        about: 'The field with the start in seconds.',
      }),
      output: option('output', word(), { or: 'concurrency', about: 'The field for the number.' }),
    }),
    ({ duration }) =>
      duration === undefined ? { code: 'SPL0104', message: 'duration= is missing' } : undefined,
  ),
  flow: ({ duration = '', start, output }) => ({ needs: [duration, start], adds: [output] }),
  readsOrder: false,
  operator({ duration = '', start, output }, scope) {
    const held = holdRows('concurrency', scope)
    return {
      process(batch) {
        held.add(onlyDemanded(batch, scope.demand, [duration, start]))
        return emptyBatch
      },
      finish() {
        const all = held.all()
        const read = (name: string): readonly (number | null)[] => {
          const column = all.column(name)
          return Array.from({ length: all.length }, (_, row) => numberOf(column?.at(row) ?? null))
        }
        const starts = read(start)
        const ends = read(duration).map((length, row) => {
          const from = starts[row] ?? null
          return from === null || length === null ? null : from + Math.max(0, length)
        })
        const known = [...starts.keys()].filter((row) => (ends[row] ?? null) !== null)
        const sorted = (list: readonly (number | null)[]) =>
          Float64Array.from(known, (row) => list[row] as number).sort()
        const begun = sorted(starts)
        const ended = sorted(ends)
        const instants = new Map<number, number>()
        for (const row of known) {
          const time = starts[row] as number
          if (ends[row] === time) instants.set(time, (instants.get(time) ?? 0) + 1)
        }
        const values = starts.map((time, row) => {
          if (time === null || (ends[row] ?? null) === null) return null
          return countUpTo(begun, time) - countUpTo(ended, time) + (instants.get(time) ?? 0)
        })
        return [withColumns(all, new Map([[output, plainColumn(values)]]))]
      },
    }
  },
  examples: [
    {
      title: 'The third begins when the first has ended',
      query: 'concurrency duration=took start=at output=n',
      input: [
        { at: 0, took: 10 },
        { at: 5, took: 10 },
        { at: 10, took: 1 },
      ],
      output: [
        { at: 0, took: 10, n: 1 },
        { at: 5, took: 10, n: 2 },
        { at: 10, took: 1, n: 2 },
      ],
    },
    {
      title: 'Events without duration, and one without a start',
      query: 'concurrency duration=took start=at',
      input: [{ at: 3, took: 0 }, { at: 3, took: 0 }, { took: 1 }],
      output: [{ at: 3, took: 0, concurrency: 2 }, { at: 3, took: 0, concurrency: 2 }, { took: 1 }],
    },
  ],
})
