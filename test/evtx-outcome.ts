import type { WindowsEvent } from '../src/contract/event.ts'
import type { FormatLimits, InputProblem } from '../src/contract/format.ts'
import { evtx, recordTree } from '../src/formats/evtx/evtx.ts'
import { buildRecord } from '../src/formats/evtx/example-log.ts'
import type { BuiltRecord, BuiltValue } from '../src/formats/evtx/log-builder.ts'

export interface Outcome {
  readonly events: WindowsEvent[]
  readonly problems: InputProblem[]
  /** All that the events tell, decoded. */
  readonly told: string[]
}

/** Parses a log that comes in these pieces, and decodes all of every event. */
export function parse(pieces: readonly Uint8Array[], limits?: Partial<FormatLimits>): Outcome {
  const outcome: Outcome = { events: [], problems: [], told: [] }
  const parser = evtx.open(
    {
      event(event) {
        if (event.kind !== 'windows') return
        outcome.events.push(event)
        outcome.told.push(tellAll(event))
      },
      problem: (problem) => outcome.problems.push(problem),
    },
    limits,
  )
  for (const piece of pieces) parser.push(piece)
  parser.end()
  return outcome
}

function tellAll(event: WindowsEvent): string {
  const { system } = event
  const head = [event.offset, event.time, system.provider, system.guid, system.eventId]
  const more = [system.systemTime, system.recordId, system.channel, system.computer, system.userId]
  const rest = [event.raw(), event.data(), event.message(), recordTree(event)]
  return JSON.stringify([...head, ...more, ...rest])
}

/** A plain record with this EventData or UserData. */
export const oneRecord = (data: BuiltValue, id = 1): BuiltRecord =>
  buildRecord({ id, time: 1000, eventId: 1, provider: 'P', channel: 'C', data })
