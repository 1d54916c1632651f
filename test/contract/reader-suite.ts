import { expect, test } from 'vitest'
import type { ParsedEvent, WindowsEvent } from '../../src/contract/event.ts'
import type {
  EventSink,
  FormatExample,
  FormatParser,
  InputProblem,
} from '../../src/contract/format.ts'

type OpenReader = (sink: EventSink) => FormatParser

export interface Read {
  readonly events: readonly unknown[]
  readonly problems: readonly InputProblem[]
}

/** Everything an event tells, as plain data; events are asked at once, as the chunk is the parser's. */
export function plain(event: ParsedEvent): Record<string, unknown> {
  const { kind, offset, time } = event
  const all = { kind, offset, time, raw: event.raw() }
  if (event.kind === 'text')
    return { ...all, columns: event.columns && [...event.columns()], metadata: event.metadata }
  if (event.kind === 'json') return { ...all, object: event.object() }
  const headers = event.headers === undefined ? undefined : [...event.headers()]
  return {
    ...all,
    shape: event.shape,
    ...systemOf(event),
    data: event.data(),
    message: event.message(),
    headers,
  }
}

const systemMembers = [
  ...[
    'provider',
    'guid',
    'eventSourceName',
    'eventId',
    'qualifiers',
    'version',
    'level',
    'task',
    'opcode',
    'keywords',
  ],
  ...[
    'systemTime',
    'recordId',
    'activityId',
    'relatedActivityId',
    'processId',
    'threadId',
    'channel',
    'computer',
  ],
  ...['userId', 'user'],
] as (keyof WindowsEvent['system'])[]

const systemOf = ({ system }: WindowsEvent): Record<string, unknown> =>
  Object.fromEntries(systemMembers.map((name) => [`system.${name}`, system[name]]))

function read(open: OpenReader, pieces: readonly Uint8Array[]): Read {
  const events: unknown[] = []
  const problems: InputProblem[] = []
  const parser = open({
    event: (event) => events.push(plain(event)),
    problem: (problem) => problems.push(problem),
  })
  for (const piece of pieces) parser.push(piece)
  parser.end()
  return { events, problems }
}

export function bytesOf({ input }: FormatExample): Uint8Array {
  return typeof input === 'string' ? new TextEncoder().encode(input) : input
}

/** The part of what was read that the example states, in the example's own form. */
function stated(
  event: unknown,
  expected: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const found = event as Record<string, unknown>
  return Object.fromEntries(
    Object.keys(expected).map((path) => [path, member(found, path, expected[path])]),
  )
}

function member(event: Record<string, unknown>, path: string, expected: unknown): unknown {
  if (path.startsWith('data.')) {
    const data = event['data'] as readonly { name: string; value: string }[]
    const values = data.filter(({ name }) => name === path.slice(5)).map(({ value }) => value)
    return Array.isArray(expected) ? values : values.length === 1 ? values[0] : values
  }
  if (path.startsWith('headers.')) {
    return new Map(event['headers'] as [string, string][]).get(path.slice(8))
  }
  if (path.startsWith('columns.')) {
    return new Map(event['columns'] as [string, string][]).get(path.slice(8))
  }
  return event[path]
}

/** All places of small inputs, and a spread of those of large ones. */
function places(length: number, most: number): number[] {
  const step = Math.max(1, Math.floor(length / most))
  return Array.from({ length: Math.ceil(length / step) }, (_, index) => index * step)
}

/** What is read from the bytes as a whole, which must be what is read from the two parts. */
function same(open: OpenReader, bytes: Uint8Array, cut: number): Read {
  const whole = read(open, [bytes])
  const parts = read(open, [bytes.subarray(0, cut), bytes.subarray(cut)])
  if (JSON.stringify(parts) !== JSON.stringify(whole)) expect(parts).toEqual(whole)
  return whole
}

/** Every reader gives the events that its example states, the same ones however the bytes are cut, and survives damage. */
export function readerSuite(open: OpenReader, example: FormatExample): void {
  const bytes = bytesOf(example)
  const whole = read(open, [bytes])

  test('gives the events and problems it states', () => {
    expect(whole.events.map((event, index) => stated(event, example.events[index] ?? {}))).toEqual(
      example.events,
    )
    const messages = whole.problems.map(({ message }) => message)
    const expected = example.problems ?? []
    expect(messages).toEqual(expected.map((part) => expect.stringContaining(part)))
  })

  test('may have every datum that it has', () => {
    const names = whole.events.map((event) => (event as { data?: { name: string }[] }).data ?? [])
    let index = 0
    const parser = open({
      event(event) {
        for (const { name } of names[index++] ?? [])
          expect([name, (event as WindowsEvent).mayHave(name)]).toEqual([name, true])
      },
      problem: () => {},
    })
    parser.push(bytes)
    parser.end()
    expect(index).toBe(names.length)
  })

  test('reads the same however it is cut in two', () => {
    const expected = JSON.stringify(whole)
    for (const at of places(bytes.length, 1500))
      if (JSON.stringify(read(open, [bytes.subarray(0, at), bytes.subarray(at)])) !== expected)
        expect.fail(`other events when cut at ${at}`)
  })

  test('reads the same byte by byte', () => {
    const length = Math.min(bytes.length, 100_000)
    const pieces = Array.from({ length }, (_, at) => bytes.subarray(at, at + 1))
    expect(read(open, [...pieces, bytes.subarray(length)])).toEqual(whole)
  })

  test('survives an end at every place', () => {
    for (const at of places(bytes.length, 500)) {
      const cut = bytes.subarray(0, at)
      same(open, cut, at >> 1)
    }
  })

  test('survives wrong bytes at every place', () => {
    const wrong = [0x00, 0x0a, 0x3c, 0x22, 0x7b, 0xff]
    for (const [index, at] of places(bytes.length, 500).entries()) {
      const flipped = Uint8Array.from(bytes)
      flipped[at] = wrong[index % wrong.length] as number
      const { problems } = same(open, flipped, at)
      expect(problems.filter(({ offset }) => offset < 0 || offset > bytes.length)).toEqual([])
    }
  })
}
