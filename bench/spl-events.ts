import { type Batch, batchOf, plainColumn } from '../src/contract/batch.ts'

/** The table that every side of the bench reads: log-ins and requests as a web server might write them, newest first. */
export interface Events {
  readonly length: number
  readonly _time: readonly number[]
  readonly user: readonly string[]
  readonly host: readonly string[]
  readonly src: readonly string[]
  readonly status: readonly number[]
  readonly bytes: readonly number[]
  readonly duration: readonly number[]
  readonly message: readonly string[]
}

export const columnNames = [
  '_time',
  'user',
  'host',
  'src',
  'status',
  'bytes',
  'duration',
  'message',
] as const

const statuses = [200, 200, 200, 200, 200, 301, 304, 403, 404, 500, 503]
const latest = 1_700_000_000
/** Three days. */
const range = 259_200

/** The same events in every run. */
export function makeEvents(length: number): Events {
  const below = randomBelow(20_261_122)
  const users = Array.from({ length: 200 }, (_, number) => `user${number}`)
  const hosts = Array.from({ length: 50 }, (_, number) => `web-${number}.example.com`)
  const addresses = Array.from(
    { length: 5000 },
    () => `10.${below(256)}.${below(256)}.${below(256)}`,
  )
  const make = <T>(value: (row: number) => T): T[] => {
    const values: T[] = []
    for (let row = 0; row < length; row++) values.push(value(row))
    return values
  }
  const one = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const user = make(() => one(users))
  const src = make(() => one(addresses))
  return {
    length,
    _time: make((row) => latest - Math.floor((row * range) / length)),
    user,
    host: make(() => one(hosts)),
    src,
    status: make(() => one(statuses)),
    bytes: make(() => below(100_000)),
    duration: make(() => below(10_000) / 1000),
    message: make((row) =>
      // Joined, so that the text is one piece in memory.
      [
        below(10) < 8 ? 'Accepted' : 'Failed',
        ' password for ',
        user[row],
        ' from ',
        src[row],
        ' port ',
        1024 + below(60_000),
        ' ssh2: session ',
        row,
      ].join(''),
    ),
  }
}

/** A linear congruential generator: the same sequence on every machine. */
function randomBelow(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}

/** The events as the engine takes them: batches over parts of the same arrays. */
export function batchesOf(events: Events, batchRows: number): Batch[] {
  const batches: Batch[] = []
  for (let start = 0; start < events.length; start += batchRows) {
    const end = Math.min(start + batchRows, events.length)
    batches.push(
      batchOf(
        new Map(columnNames.map((name) => [name, plainColumn(events[name].slice(start, end))])),
        end - start,
      ),
    )
  }
  return batches
}
