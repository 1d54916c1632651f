import type { Aggregate } from '../contract/aggregate.ts'
import type { Value } from '../values/value.ts'
import { addValue } from './shared-measure.ts'

/** An aggregate over the latest rows of a stream, the oldest of which leave. */
export interface Window {
  /** @param place by which `leave` finds it: never smaller than that of the row before */
  enter(value: Value, time: number | null, place: number): void
  /** All rows with a smaller place are gone. */
  leave(place: number): void
  result(): Value
}

interface Entry {
  readonly value: Value
  readonly time: number | null
  readonly place: number
}

/** Everything since the start: nothing ever leaves. */
export function growingWindow(aggregate: Aggregate, parameter: number | undefined): Window {
  let state = aggregate.start(parameter)
  return {
    enter(value, time) {
      if (value !== null) state = addValue(aggregate, state, value, time)
    },
    leave() {},
    result: () => aggregate.finish(state, parameter),
  }
}

export const slidingWindow = (aggregate: Aggregate, parameter: number | undefined): Window =>
  aggregate.compact ? mergingWindow(aggregate, parameter) : recountingWindow(aggregate, parameter)

/** For states that grow with every value: one for each row would take more memory than adding all rows anew takes time. */
function recountingWindow(aggregate: Aggregate, parameter: number | undefined): Window {
  let entries: Entry[] = []
  let first = 0
  return {
    enter(value, time, place) {
      if (value !== null) entries.push({ value, time, place })
    },
    leave(place) {
      while ((entries[first]?.place ?? place) < place) first++
      if (first > 1000 && first * 2 > entries.length) {
        entries = entries.slice(first)
        first = 0
      }
    },
    result() {
      let state = aggregate.start(parameter)
      for (let i = first; i < entries.length; i++) {
        const { value, time } = entries[i] as Entry
        state = addValue(aggregate, state, value, time)
      }
      return aggregate.finish(state, parameter)
    },
  }
}

interface Suffix {
  readonly state: unknown
  readonly place: number
}

/**
 * No row is added more than twice however wide the window is: the newer rows are in one state, the older ones in the states of all their
 * suffixes, the one with the oldest row on top.
 */
function mergingWindow(aggregate: Aggregate, parameter: number | undefined): Window {
  let older: Suffix[] = []
  let newer: Entry[] = []
  let newerState = aggregate.start(parameter)

  const turnOver = (entries: readonly Entry[]): void => {
    older = []
    let suffix: unknown
    for (let i = entries.length - 1; i >= 0; i--) {
      const { value, time, place } = entries[i] as Entry
      const own = addValue(aggregate, aggregate.start(parameter), value, time)
      suffix = suffix === undefined ? own : aggregate.merge(own, suffix)
      older.push({ state: suffix, place })
    }
    newer = []
    newerState = aggregate.start(parameter)
  }

  return {
    enter(value, time, place) {
      if (value === null) return
      newer.push({ value, time, place })
      newerState = addValue(aggregate, newerState, value, time)
    },
    leave(place) {
      while ((older.at(-1)?.place ?? place) < place) older.pop()
      if (older.length > 0 || (newer[0]?.place ?? place) >= place) return
      turnOver(newer.filter((entry) => entry.place >= place))
    },
    result() {
      const top = older.at(-1)
      if (!top) return aggregate.finish(newerState, parameter)
      const whole = aggregate.merge(aggregate.start(parameter), top.state)
      return aggregate.finish(aggregate.merge(whole, newerState), parameter)
    },
  }
}
