import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatTime } from './time-format.ts'
import { nextSpanStart, parseDuration, parseSpan, type Span, snapToSpan } from './time-span.ts'

const NY = 'America/New_York'
const spanOf = (text: string): Span => {
  const span = parseSpan(text)
  if ('problem' in span) throw new Error(span.problem)
  return span
}

describe('parseSpan', () => {
  const is = (text: string, span: object) => it(text, () => expect(parseSpan(text)).toEqual(span))

  is('1h', { kind: 'seconds', seconds: 3600 })
  is('5min', { kind: 'seconds', seconds: 300 })
  is('h', { kind: 'seconds', seconds: 3600 })
  is('100ms', { kind: 'seconds', seconds: 0.1 })
  is('1d', { kind: 'days', days: 1 })
  is('7d@w1', { kind: 'days', days: 7, weekday: 1 })
  is('1w', { kind: 'days', days: 7, weekday: 0 })
  is('2w@w3', { kind: 'days', days: 14, weekday: 3 })
  is('2mon', { kind: 'months', months: 2 })
  is('1q', { kind: 'months', months: 3 })
  is('1y', { kind: 'months', months: 12 })
  is('10', { kind: 'number', size: 10 })
  is('0.5', { kind: 'number', size: 0.5 })
  is('log', { kind: 'log', coefficient: 1, base: 10 })
  is('1log2', { kind: 'log', coefficient: 1, base: 2 })
  is('1.5log3', { kind: 'log', coefficient: 1.5, base: 3 })
  is('', { problem: '"" is not a span' })
  is('0s', { problem: 'the span "0s" is not more than zero' })
  is('5x', { problem: '"x" is not a unit of time' })
  is('1d@z', { problem: '"z" is not a unit of time' })
  is('log1', { problem: 'the base of a logarithmic span is more than 1' })
  is('-1h', { problem: '"-1h" is not a span' })
})

describe('snapToSpan of times', () => {
  const starts = (from: string, span: string, start: string, zone = NY) =>
    it(`${from} by ${span} in ${zone}`, () => {
      const snapped = snapToSpan(Date.parse(from) / 1000, spanOf(span), zone)
      expect(formatTime(snapped as number, '%F %T %z', zone)).toBe(start)
    })

  starts('2024-06-15T10:20:30Z', '5m', '2024-06-15 06:20:00 -0400')
  starts('2024-06-15T10:20:30Z', '4h', '2024-06-15 04:00:00 -0400')
  starts('2024-06-15T10:20:30Z', '12h', '2024-06-15 00:00:00 -0400')
  starts('2024-06-15T10:20:30Z', '1d', '2024-06-15 00:00:00 -0400')
  starts('2024-03-10T12:00-04:00', '1d', '2024-03-10 00:00:00 -0500')
  starts('2024-06-15T10:20:30Z', '1w', '2024-06-09 00:00:00 -0400')
  starts('2024-06-15T10:20:30Z', '1w@w1', '2024-06-10 00:00:00 -0400')
  starts('2024-06-15T10:20:30Z', '7d', '2024-06-13 00:00:00 -0400')
  starts('2024-06-15T10:20:30Z', '2mon', '2024-05-01 00:00:00 -0400')
  starts('2024-06-15T10:20:30Z', '1q', '2024-04-01 00:00:00 -0400')
  starts('2024-06-15T10:20:30Z', '1y', '2024-01-01 00:00:00 -0500')
  starts('2024-06-15T10:20:30Z', '1h', '2024-06-15 16:00:00 +0545', 'Asia/Kathmandu')

  it('counts from the time it is aligned to', () =>
    expect(snapToSpan(1000, spanOf('5m'), 'UTC', 70)).toBe(970))
  it('keeps tenths whole', () =>
    expect(snapToSpan(1700000000.37, spanOf('100ms'), 'UTC')).toBe(1700000000.3))
  it('knows no unknown zone', () => expect(snapToSpan(0, spanOf('1d'), 'Mars/Base')).toBe(null))
})

describe('snapToSpan of numbers', () => {
  const starts = (number: number, span: string, start: number | null) =>
    it(`${number} by ${span}`, () => expect(snapToSpan(number, spanOf(span), 'UTC')).toBe(start))

  starts(37, '10', 30)
  starts(-1, '10', -10)
  starts(40, '10', 40)
  starts(0.37, '0.1', 0.3)
  starts(0.3, '0.1', 0.3)
  starts(1000, 'log', 1000)
  starts(999, 'log', 100)
  starts(8, '1log2', 8)
  starts(7.9, '1log2', 4)
  starts(0.05, 'log', 0.01)
  starts(0, 'log', null)
  starts(-5, 'log', null)
})

it('each bucket ends where the next one starts', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e9 }),
      fc.constantFrom('7m', '1d', '3d', '1w', '2mon', '1y'),
      fc.constantFrom('UTC', NY, 'Asia/Beirut'),
      (time, text, zone) => {
        const span = spanOf(text)
        const start = snapToSpan(time, span, zone) as number
        const next = nextSpanStart(start, span, zone) as number
        expect(start).toBeLessThanOrEqual(time)
        expect(next).toBeGreaterThan(time)
        if (text !== '7m') {
          expect(snapToSpan(next, span, zone)).toBe(next)
          expect(snapToSpan(next - 1, span, zone)).toBe(start)
        }
      },
    ),
  ))

describe('parseDuration', () => {
  const is = (text: string, seconds: number | null) =>
    it(text, () => expect(parseDuration(text)).toBe(seconds))

  is('30s', 30)
  is('15', 15)
  is('1h', 3600)
  is('2 hours', 7200)
  is('100ms', 0.1)
  is('1mon', 2_592_000)
  is('x', null)
  is('5x', null)
})
