import { describe, expect, test } from 'vitest'
import { isoTimeOf, parseAmericanTime, parseEpoch, parseIsoTime, toUtc } from './event-time.ts'

const utc = (text: string): number => Date.parse(`${text}Z`) / 1000

describe('ISO 8601', () => {
  test.each([
    ['2026-02-03T10:11:12Z', 1770113472],
    ['2026-02-03 10:11:12', 1770113472],
    ['2026-02-03T10:11', 1770113460],
    ['2026-02-03T10:11:12.1234567Z', 1770113472.1234567],
    ['2026-02-03T10:11:12,5Z', 1770113472.5],
    ['2026-02-03T12:11:12+02:00', 1770113472],
    ['2026-02-03T04:41:12-0530', 1770113472],
    ['2026-02-03T09:11:12-01', 1770113472],
    ['1601-01-01T00:00:00Z', -11644473600],
    ['2026-13-03T10:11:12Z', null],
    ['2026-02-03T25:11:12Z', null],
    ['2026-02-03', null],
    ['x2026-02-03T10:11:12Z', null],
    ['', null],
  ])('%s', (text, expected) => {
    expect(parseIsoTime(text, 'UTC')).toBe(expected)
  })
})

describe('American times', () => {
  test.each([
    ['02/03/2026 10:11:12 AM', '2026-02-03T10:11:12'],
    ['2/3/2026 1:11:12 PM', '2026-02-03T13:11:12'],
    ['02/03/2026 12:00:00 AM', '2026-02-03T00:00:00'],
    ['02/03/2026 12:00:00 PM', '2026-02-03T12:00:00'],
    ['02/03/2026 10:11:12.250 PM', '2026-02-03T22:11:12.250'],
    ['02/03/2026 22:11:12', '2026-02-03T22:11:12'],
  ])('%s', (text, expected) => {
    expect(parseAmericanTime(text, 'UTC')).toBe(utc(expected))
  })

  test.each(['13/03/2026 10:11:12', '02/03/2026 13:11:12 PM', '02/03/2026', '10:11:12 AM'])(
    '%s is none',
    (text) => {
      expect(parseAmericanTime(text, 'UTC')).toBeNull()
    },
  )
})

describe('zones', () => {
  test.each([
    ['winter', '2026-01-15T12:00:00', 'America/New_York', '2026-01-15T17:00:00'],
    ['summer', '2026-07-15T12:00:00', 'America/New_York', '2026-07-15T16:00:00'],
    ['before the change', '2026-03-08T01:59:59', 'America/New_York', '2026-03-08T06:59:59'],
    ['after the change', '2026-03-08T03:00:00', 'America/New_York', '2026-03-08T07:00:00'],
    ['the skipped hour', '2026-03-08T02:30:00', 'America/New_York', '2026-03-08T07:30:00'],
    [
      'the hour that occurs twice: its first',
      '2026-11-01T01:30:00',
      'America/New_York',
      '2026-11-01T05:30:00',
    ],
    ['after that hour', '2026-11-01T02:00:00', 'America/New_York', '2026-11-01T07:00:00'],
    ['a quarter', '2026-02-03T10:00:00', 'Asia/Kathmandu', '2026-02-03T04:15:00'],
    ['south', '2026-01-15T12:00:00', 'Australia/Sydney', '2026-01-15T01:00:00'],
  ])('%s', (_, local, zone, expected) => {
    expect(toUtc(utc(local), zone)).toBe(utc(expected))
  })
})

test.each([
  [1770113472, 1770113472],
  [1770113472250, 1770113472.25],
  [1770113472250000, 1770113472.25],
  [1770113472000000000, 1770113472],
  [-1, null],
  [Number.NaN, null],
])('epoch %s', (value, expected) => {
  expect(parseEpoch(value)).toBe(expected)
})

test.each([
  [1770113472, '2026-02-03T10:11:12.000000Z'],
  [1770113472.123457, '2026-02-03T10:11:12.123457Z'],
  [1770113472.9999998, '2026-02-03T10:11:12.999999Z'],
  [1e300, ''],
])('text of %s', (seconds, expected) => {
  expect(isoTimeOf(seconds)).toBe(expected)
})
