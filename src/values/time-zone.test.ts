import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { timeZoneOf } from './time-zone.ts'

const zone = (name: string) => {
  const found = timeZoneOf(name)
  if (!found) throw new Error(`no zone ${name}`)
  return found
}
const utc = (text: string) => Date.parse(`${text}Z`) / 1000

describe('offsets and letters', () => {
  const is = (name: string, at: string, hours: number, letters: string) =>
    it(`${name} at ${at}`, () => {
      expect(zone(name).offsetAt(utc(at)) / 3600).toBe(hours)
      expect(zone(name).abbreviationAt(utc(at))).toBe(letters)
    })

  is('UTC', '2024-07-01T00:00', 0, 'UTC')
  is('America/Los_Angeles', '2024-03-10T09:59:59', -8, 'PST')
  is('America/Los_Angeles', '2024-03-10T10:00:00', -7, 'PDT')
  is('America/Los_Angeles', '2024-11-03T08:59:59', -7, 'PDT')
  is('America/Los_Angeles', '2024-11-03T09:00:00', -8, 'PST')
  is('Europe/Berlin', '2024-07-01T00:00', 2, 'CEST')
  is('Europe/Berlin', '2024-01-01T00:00', 1, 'CET')
  is('Europe/London', '2024-07-01T00:00', 1, 'BST')
  is('Asia/Kolkata', '2024-07-01T00:00', 5.5, 'IST')
  is('Asia/Tokyo', '2024-07-01T00:00', 9, 'JST')
  is('Australia/Lord_Howe', '2024-01-01T00:00', 11, 'LHDT')
  is('America/Bogota', '2024-07-01T00:00', -5, '-05')
  is('America/St_Johns', '2024-01-01T00:00', -3.5, 'NST')

  it('knows no other names', () =>
    expect(['', 'Mars/Base', '+01:00', '../etc', 'x'.repeat(99)].map(timeZoneOf)).toEqual(
      Array(5).fill(null),
    ))
})

describe('timeOfLocal', () => {
  const is = (name: string, local: string, time: string) =>
    it(`${local} in ${name}`, () =>
      expect(new Date(zone(name).timeOfLocal(utc(local)) * 1000).toISOString()).toBe(
        `${time}:00.000Z`,
      ))

  is('America/New_York', '2024-07-04T12:00', '2024-07-04T16:00')
  // Shown twice: the first time counts.
  is('America/New_York', '2024-11-03T01:30', '2024-11-03T05:30')
  // Never shown: the clock goes from 2:00 to 3:00.
  is('America/New_York', '2024-03-10T02:30', '2024-03-10T07:30')
  // Midnight is skipped.
  is('Asia/Beirut', '2024-03-31T00:00', '2024-03-30T22:00')
  is('Pacific/Apia', '2011-12-30T12:00', '2011-12-30T22:00')
  is('Pacific/Apia', '2012-01-01T00:00', '2011-12-31T10:00')

  it('undoes offsetAt', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(
          'America/Sao_Paulo',
          'Africa/Casablanca',
          'Asia/Kathmandu',
          'Europe/Dublin',
        ),
        fc.integer({ min: -2_000_000_000, max: 4_000_000_000 }),
        (name, time) => {
          const { offsetAt, timeOfLocal } = zone(name)
          const local = time + offsetAt(time)
          const back = timeOfLocal(local)
          expect(back + offsetAt(back)).toBe(local)
          expect(back).toBeLessThanOrEqual(time)
        },
      ),
    ))
})

it('agrees with Intl at any time', () => {
  const names = ['America/New_York', 'Africa/Casablanca', 'Africa/Cairo', 'Asia/Tehran']
  const formats = new Map(
    names.map((timeZone) => [
      timeZone,
      new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }),
    ]),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.integer({ min: -1_000_000_000, max: 4_000_000_000 }),
      (name, time) => {
        const shown = formats.get(name)?.format(time * 1000) as string
        expect(time + zone(name).offsetAt(time)).toBe(utc(shown.replace(' ', 'T')))
      },
    ),
    { numRuns: 2000 },
  )
})
