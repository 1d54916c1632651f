import { type Batch, type Column, plainColumn } from '../contract/batch.ts'
import type { ParsedEvent } from '../contract/event.ts'
import type { Value } from '../values/value.ts'

/** Reads a field of an event; handed in, so that ingest does not know what is known of events. */
export interface EventReader<Origin> {
  field(event: ParsedEvent, origin: Origin, name: string): Value
  names(event: ParsedEvent, origin: Origin): readonly string[]
}

/** Events of one file as a batch whose columns are made when a search first asks for them. */
export class EventBatch<Origin> implements Batch {
  readonly length: number
  private readonly made: Map<string, Column>
  private readonly events: readonly ParsedEvent[]
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
    this.origin = origin
    this.reader = reader
    this.length = events.length
  }

  /** Reads every event in full. */
  fields(): readonly string[] {
    const names = new Set<string>()
    for (const event of this.events) {
      for (const name of this.reader.names(event, this.origin)) names.add(name)
    }
    return [...names]
  }

  column(name: string): Column {
    const known = this.made.get(name)
    if (known) return known
    const column = plainColumn(
      this.events.map((event) => this.reader.field(event, this.origin, name)),
    )
    this.made.set(name, column)
    return column
  }
}
