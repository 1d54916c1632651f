import { describe, expect, test } from 'vitest'
import type { ParsedEvent, WindowsEvent } from '../../src/contract/event.ts'
import type { Format, FormatExample, InputProblem } from '../../src/contract/format.ts'
import { formats } from '../../src/formats/index.ts'

interface Read {
  readonly events: readonly unknown[]
  readonly problems: readonly InputProblem[]
}

/** Everything an event tells, as plain data; events are asked at once, as the chunk is the parser's. */
function plain(event: ParsedEvent): Record<string, unknown> {
  const { kind, offset, time } = event
  const all = { kind, offset, time, raw: event.raw() }
  if (event.kind === 'text') return all
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

function read(format: Format, pieces: readonly Uint8Array[]): Read {
  const events: unknown[] = []
  const problems: InputProblem[] = []
  const parser = format.open({
    event: (event) => events.push(plain(event)),
    problem: (problem) => problems.push(problem),
  })
  for (const piece of pieces) parser.push(piece)
  parser.end()
  return { events, problems }
}

function bytesOf({ input }: FormatExample): Uint8Array {
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
  return event[path]
}

/** All places of small inputs, and a spread of those of large ones. */
function places(length: number, most: number): number[] {
  const step = Math.max(1, Math.floor(length / most))
  return Array.from({ length: Math.ceil(length / step) }, (_, index) => index * step)
}

/** What is read from the bytes as a whole, which must be what is read from the two parts. */
function same(format: Format, bytes: Uint8Array, cut: number): Read {
  const whole = read(format, [bytes])
  const parts = read(format, [bytes.subarray(0, cut), bytes.subarray(cut)])
  if (JSON.stringify(parts) !== JSON.stringify(whole)) expect(parts).toEqual(whole)
  return whole
}

const cases = formats.flatMap((format) =>
  format.examples.map((example) => ({ name: `${format.name}: ${example.title}`, format, example })),
)

describe.each(cases)('$name', ({ format, example }) => {
  const bytes = bytesOf(example)
  const whole = read(format, [bytes])

  test('gives the events and problems it states', () => {
    expect(whole.events.map((event, index) => stated(event, example.events[index] ?? {}))).toEqual(
      example.events,
    )
    const messages = whole.problems.map(({ message }) => message)
    const expected = example.problems ?? []
    expect(messages).toEqual(expected.map((part) => expect.stringContaining(part)))
  })

  test('is recognized by its content', () => {
    const best = formats.map((other) => other.sniff(bytes))
    expect(format.sniff(bytes)).toBe(Math.max(...best))
  })

  test('reads the same however it is cut in two', () => {
    const expected = JSON.stringify(whole)
    for (const at of places(bytes.length, 1500))
      if (JSON.stringify(read(format, [bytes.subarray(0, at), bytes.subarray(at)])) !== expected)
        expect.fail(`other events when cut at ${at}`)
  })

  test('reads the same byte by byte', () => {
    const length = Math.min(bytes.length, 100_000)
    const pieces = Array.from({ length }, (_, at) => bytes.subarray(at, at + 1))
    expect(read(format, [...pieces, bytes.subarray(length)])).toEqual(whole)
  })

  test('survives an end at every place', () => {
    for (const at of places(bytes.length, 500)) {
      const cut = bytes.subarray(0, at)
      same(format, cut, at >> 1)
    }
  })

  test('survives wrong bytes at every place', () => {
    const wrong = [0x00, 0x0a, 0x3c, 0x22, 0x7b, 0xff]
    for (const [index, at] of places(bytes.length, 500).entries()) {
      const flipped = Uint8Array.from(bytes)
      flipped[at] = wrong[index % wrong.length] as number
      const { problems } = same(format, flipped, at)
      expect(problems.filter(({ offset }) => offset < 0 || offset > bytes.length)).toEqual([])
    }
  })
})

test.each(formats.map((format) => ({ name: format.name, format })))(
  '$name answers for odd samples',
  ({ format }) => {
    const samples = [
      '',
      '\0',
      '\ufeff',
      '{',
      '[',
      '<',
      '<Event',
      '0',
      '\r\n\r\n',
      '\xff\xfe\xfd'.repeat(100),
    ]
    for (const sample of samples) {
      const answer = format.sniff(Buffer.from(sample, 'latin1'))
      expect(answer).toBeGreaterThanOrEqual(0)
      expect(answer).toBeLessThanOrEqual(1)
    }
  },
)
