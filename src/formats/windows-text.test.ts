import { describe, expect, test } from 'vitest'
import type { ParsedEvent, WindowsEvent } from '../contract/event.ts'
import type { FormatOptions, InputProblem } from '../contract/format.ts'
import { windowsText } from './windows-text.ts'

function read(input: string, options?: Partial<FormatOptions>) {
  const events: ParsedEvent[] = []
  const problems: InputProblem[] = []
  const parser = windowsText.open(
    {
      event: (event) => void events.push(event),
      problem: (problem) => void problems.push(problem),
    },
    options,
  )
  parser.push(Buffer.from(input))
  parser.end()
  return { events: events as WindowsEvent[], problems }
}

const block = (time: string, rest = 'LogName=System\nEventCode=1\nMessage=m\n'): string =>
  `${time}\n${rest}`

describe('times', () => {
  test.each([
    ['02/03/2026 10:11:12 AM', 'UTC', 1770113472],
    ['02/03/2026 10:11:12 AM', 'America/New_York', 1770131472],
    ['07/03/2026 10:11:12 AM', 'America/New_York', 1783087872],
    ['02/03/2026 10:11:12.500', 'UTC', 1770113472.5],
    ['2026-02-03 10:11:12.500', 'UTC', 1770113472.5],
    ['2026-02-03T10:11:12Z', 'America/New_York', 1770113472],
    ['20260203101112.500000', 'UTC', 1770113472.5],
  ])('%s in %s', (time, timeZone, expected) => {
    const { events, problems } = read(block(time), { timeZone })
    expect(events.map((event) => event.time)).toEqual([expected])
    expect(problems).toEqual([])
  })
})

test.each([
  ['a line that is no time', 'noon\nLogName=System\nEventCode=1\n'],
  ['a time without headers', '02/03/2026 10:11:12 AM\nhello\n'],
  ['an unknown header', '02/03/2026 10:11:12 AM\nfoo=bar\n'],
])('%s begins no event', (_, input) => {
  const { events, problems } = read(input)
  expect([events.length, problems.length]).toEqual([0, 1])
  expect(windowsText.sniff(Buffer.from(input))).toBe(0)
})

test('header lines keep their order, continuations and what stands behind the first =', () => {
  const rest = 'LogName=System\r\nEventCode=1\r\nUser=a=b\r\nKeywords=x\r\n y\r\nEventCode=2\r\n'
  const [event] = read(`02/03/2026 10:11:12 AM\r\n${rest}`).events
  expect([...(event?.headers?.() ?? [])]).toEqual([
    ['LogName', 'System'],
    ['EventCode', '1'],
    ['User', 'a=b'],
    ['Keywords', 'x\n y'],
  ])
  expect([event?.message(), event?.data()]).toEqual([null, []])
})

test('a message that quotes an event ends where a whole heading stands', () => {
  const { events } = read(
    `${block('02/03/2026 10:11:12 AM')}02/03/2026 10:11:13 AM\nx\n${block('02/03/2026 10:11:14 AM')}`,
  )
  expect(events.map((event) => [event.time, event.message()])).toEqual([
    [1770113472, 'm\n02/03/2026 10:11:13 AM\nx'],
    [1770113474, 'm'],
  ])
})

test('a long message is cut, and the next event read', () => {
  const long = block(
    '02/03/2026 10:11:12 AM',
    `LogName=System\nMessage=${'é'.repeat(500)}\n${'x\n'.repeat(100)}`,
  )
  const { events, problems } = read(long + block('02/03/2026 10:11:13 AM'), { maxEventBytes: 200 })
  expect(events.map((event) => event.time)).toEqual([1770113472, 1770113473])
  expect(Buffer.byteLength(events[0]?.raw() ?? '')).toBeLessThanOrEqual(200)
  expect(problems).toMatchObject([
    { offset: 0, message: expect.stringContaining('longer than 200') },
  ])
})

test.each([
  ['one line', 'x', 1600],
  ['lines', 'x\n', 300],
  ['times', '02/03/2026 10:11:12 AM\n', 300],
])('%s without end in bounded memory', (_, piece, chunks) => {
  const chunk = piece.repeat(Math.ceil((1 << 16) / piece.length))
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  let count = 0
  const sink = { event: () => void count++, problem: () => {} }
  const parser = windowsText.open(sink, { maxEventBytes: 1 << 20 })
  parser.push(Buffer.from(block('02/03/2026 10:11:12 AM')))
  for (let at = 0; at < chunks; at++) {
    parser.push(Buffer.from(chunk))
    if (at % 50 === 0) most = Math.max(most, process.memoryUsage().arrayBuffers - before)
  }
  parser.push(Buffer.from(`\n${block('02/03/2026 10:11:13 AM')}`))
  parser.end()
  expect(count).toBe(2)
  expect(most).toBeLessThan(64 << 20)
})
