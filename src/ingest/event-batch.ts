import { type Batch, batchOf, type Column, lazyColumn, plainColumn } from '../contract/batch.ts'
import type { ParsedEvent } from '../contract/event.ts'
import type { Value } from '../values/value.ts'

/** Reads fields of an event; handed in, so that ingest does not know what is known of events. */
export interface EventReader<Origin> {
  field(event: ParsedEvent, origin: Origin, name: string): Value
  /** Every field that the event has, each once. */
  entries(event: ParsedEvent, origin: Origin): Iterable<readonly [name: string, value: Value]>
}

/** Events of one file as a batch whose columns are made when a search first asks for them. */
export class EventBatch<Origin> implements Batch {
  readonly length: number
  private readonly made: Map<string, Column>
  private whole: Batch | undefined
  private readonly events: readonly ParsedEvent[]
  private readonly times: readonly number[]
  private readonly origin: Origin
  private readonly reader: EventReader<Origin>

  /** @param times seconds since 1970 of each event, also where the event itself tells none */
  constructor(
    events: readonly ParsedEvent[],
    times: readonly number[],
    origin: Origin,
    reader: EventReader<Origin>,
  ) {
    this.made = new Map([['_time', plainColumn(times)]])
    this.events = events
    this.times = times
    this.origin = origin
    this.reader = reader
    this.length = events.length
  }

  /** Reads every event in full. */
  fields(): readonly string[] {
    this.whole ??= this.readWhole()
    return this.whole.fields()
  }

  column(name: string): Column | undefined {
    // What stands behind a zero is no field.
    if (this.whole && !name.startsWith('\0')) return this.whole.column(name)
    const known = this.made.get(name)
    if (known) return known
    const { events, reader, origin } = this
    const column = lazyColumn(this.length, (row) =>
      reader.field(events[row] as ParsedEvent, origin, name),
    )
    this.made.set(name, column)
    return column
  }

  select(rows: ArrayLike<number>): Batch {
    const at = <T>(list: readonly T[]): T[] => {
      const selected = new Array<T>(rows.length)
      for (let i = 0; i < rows.length; i++) selected[i] = list[rows[i] as number] as T
      return selected
    }
    return new EventBatch(at(this.events), at(this.times), this.origin, this.reader)
  }

  private readWhole(): Batch {
    const columns = new Map<string, Value[]>()
    for (const [row, event] of this.events.entries()) {
      for (const [name, value] of this.reader.entries(event, this.origin)) {
        let values = columns.get(name)
        if (!values) {
          values = new Array<Value>(this.length).fill(null)
          columns.set(name, values)
        }
        values[row] = value
      }
    }
    columns.set('_time', [...this.times])
    return batchOf(
      new Map([...columns].map(([name, values]) => [name, plainColumn(values)])),
      this.length,
    )
  }
}
