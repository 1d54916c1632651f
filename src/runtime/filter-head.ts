import { type Batch, selectRows } from '../contract/batch.ts'
import type { Operator, Stage } from '../contract/command.ts'
import { materialize } from './materialize.ts'

/** They drop rows and change none; others that add no field may still change what is in one (`replace`). */
const filterCommands: ReadonlySet<string> = new Set(['search', 'where', 'regex'])

/**
 * How many of the first stages only drop rows, looking at one row at a time, or make columns that nobody has asked for yet. They
 * can run wherever the events are read, before anything is copied.
 * @param portable whether a stage's conditions mean the same there
 */
export function filterStages(
  stages: readonly Stage[],
  portable: (stage: Stage) => boolean,
): number {
  const other = stages.findIndex(
    (stage) =>
      stage.kind !== 'streaming' ||
      !(filterCommands.has(stage.node.name) || stage.lazy) ||
      !portable(stage),
  )
  return other < 0 ? stages.length : other
}

export interface TimeBounds {
  /** Epoch seconds, inclusive; `null` for no bound. */
  readonly earliest: number | null
  /** Exclusive. */
  readonly latest: number | null
}

/**
 * What happens to events as they are read: rows outside of the time bounds are dropped, then those that the filters do not let
 * through; the rest is copied with just the fields that are asked for later.
 */
export function filterHead(
  filters: readonly Operator[],
  bounds: TimeBounds,
  demand: ReadonlySet<string> | 'all',
): (batch: Batch) => Batch | null {
  const bounded = bounds.earliest !== null || bounds.latest !== null
  const wanted = demand === 'all' ? demand : new Set([...demand, '_time'])
  return (batch) => {
    let current = bounded ? within(batch, bounds) : batch
    for (const filter of filters) {
      if (current.length === 0) return null
      current = filter.process(current)
    }
    return current.length === 0 ? null : materialize(current, wanted)
  }
}

function within(batch: Batch, { earliest, latest }: TimeBounds): Batch {
  const times = batch.column('_time')
  // Rows without a time are no events that a time range could exclude.
  if (!times) return batch
  const rows: number[] = []
  for (let row = 0; row < batch.length; row++) {
    const time = times.at(row)
    const inside =
      time === null ||
      ((earliest === null || Number(time) >= earliest) &&
        (latest === null || Number(time) < latest))
    if (inside) rows.push(row)
  }
  return rows.length === batch.length ? batch : selectRows(batch, rows)
}
