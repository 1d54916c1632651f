import { type Batch, type Column, plainColumn, withColumns } from '../../contract/batch.ts'
import type { Operator, Scope } from '../../contract/command.ts'
import type { RowEvaluator } from '../../contract/expression.ts'
import type { Expression } from '../../language/ast.ts'
import type { Value } from '../../values/value.ts'
import { createGroupIndex } from '../shared-groups.ts'
import { reportRowLimit } from '../shared-held-rows.ts'
import type { Measure } from '../shared-measure.ts'
import { createMeasures, timesOf } from '../shared-measures.ts'
import { growingWindow, slidingWindow, type Window } from '../shared-window.ts'
import type { StreamstatsArgs } from './syntax.ts'

/** What is read and written for one measure in one batch. */
interface Track {
  readonly measure: Measure
  readonly read: (row: number) => Value
  readonly output: Value[]
}

/** Times are compared with microseconds in mind: a row exactly as old as the window is wide has left it. */
const tick = 1e-6

export function streamstatsOperator(args: StreamstatsArgs, scope: Scope): Operator {
  const { calls, groups, current, window, global, resetOnChange } = args
  const fields = groups.map(({ name }) => name)
  const index = createGroupIndex(fields, {
    maxGroups: scope.limits.maxRows,
    overflow: () => reportRowLimit('streamstats', scope),
  })
  const measures = createMeasures(calls, scope, { except: fields, numbersOnly: args.allnum })
  const timeWindow = args.timeWindow ?? 0
  const slides = window > 0 || timeWindow > 0
  const ownPlaces = !global && timeWindow === 0
  let windows = new Map<Measure, Window[]>()
  let groupPlaces: number[] = []
  let place = -1
  let lastGroup = -1
  let lastTime: number | null = null

  const windowOf = (measure: Measure, group: number): Window => {
    let all = windows.get(measure)
    if (!all) {
      all = []
      windows.set(measure, all)
    }
    let one = all[group]
    if (!one) {
      one = (slides ? slidingWindow : growingWindow)(measure.aggregate, measure.parameter)
      all[group] = one
    }
    return one
  }

  const reset = (): void => {
    windows = new Map()
    groupPlaces = []
  }

  /** The place of the row, and the first one that is still in its window. */
  const advance = (group: number, time: number | null): { at: number; from: number } => {
    if (timeWindow > 0) {
      // The way through time, whether the rows go up or down in it.
      if (time !== null && lastTime !== null) place += Math.abs(time - lastTime)
      if (time !== null) lastTime = time
      return { at: place, from: place - timeWindow + tick }
    }
    const at = ownPlaces ? (groupPlaces[group] ?? -1) + 1 : place + 1
    if (ownPlaces) groupPlaces[group] = at
    place = at
    return { at, from: window > 0 ? at - window + (current ? 1 : 0) : 0 }
  }

  const step = (
    tracks: readonly Track[],
    row: number,
    group: number,
    time: number | null,
  ): void => {
    const { at, from } = advance(group, time)
    for (const { measure, read, output } of tracks) {
      const own = windowOf(measure, group)
      if (current) own.enter(read(row), time, at)
      own.leave(from)
      output[row] = own.result()
      if (!current) own.enter(read(row), time, at)
    }
  }

  return {
    process(batch) {
      const { count, rows, groups: groupOf } = index.assign(batch)
      const tracks = tracksOf(batch)
      const output = new Map<string, Column>(
        tracks.map(({ measure, output: values }) => [measure.name, plainColumn(values)]),
      )
      const result = withColumns(batch, output)
      const before = conditionOn(args.resetBefore, result)
      const after = conditionOn(args.resetAfter, result)
      const times = timesOf(batch)
      let previousRow = -1
      for (let i = 0; i < count; i++) {
        const row = rows ? (rows[i] as number) : i
        // Of a row with several values in a BY field the first counts.
        if (row === previousRow) continue
        previousRow = row
        const group = groupOf[i] as number
        if (resetOnChange && group !== lastGroup) reset()
        if (before?.(row) === true) reset()
        lastGroup = group
        step(tracks, row, group, times(row))
        if (after?.(row) === true) reset()
      }
      return result
    },
  }

  function tracksOf(batch: Batch): Track[] {
    const columns = new Map(measures.bind(batch).map(({ measure, column }) => [measure, column]))
    return measures.measures().map((measure) => {
      const column = columns.get(measure)
      const readsRows = columns.has(measure) && !column
      return {
        measure,
        read: column ? (row) => column.at(row) : () => (readsRows ? 1 : null),
        output: new Array<Value>(batch.length).fill(null),
      }
    })
  }

  function conditionOn(node: Expression | undefined, batch: Batch): RowEvaluator | undefined {
    return node && scope.expression(node).bind(batch)
  }
}
