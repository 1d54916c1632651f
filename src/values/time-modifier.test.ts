import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatTime } from './time-format.ts'
import { applyModifier } from './time-modifier.ts'

const NY = 'America/New_York'

describe('applyModifier', () => {
  const leads = (modifier: string, time: number) =>
    it(`${modifier} from 1700000000`, () =>
      expect(applyModifier(1700000000, modifier, 'UTC')).toEqual({ time }))

  leads('@w0', 1699747200)
  leads('@w', 1699747200)
  leads('@w7', 1699747200)
  leads('@w1', 1699833600)
  leads('-1mon@mon', 1696118400)
  leads('@y', 1672531200)
  leads('@q', 1696118400)
  leads('-15m', 1699999100)
  leads('-h', 1699996400)
  leads('-30s', 1699999970)
  leads('now', 1700000000)
  leads('now()', 1700000000)
  leads('now()-1d@d', 1699833600)
  leads('0', 0)
  leads('1', 1)
  leads('1600000000.5', 1600000000.5)
  leads('-0d', 1700000000)

  for (const [unit, names] of Object.entries({
    '-1s': 'sec secs second seconds',
    '-1m': 'min mins minute minutes',
    '-1h': 'hr hrs hour hours',
    '-1d': 'day days',
    '-1w': 'week weeks',
    '-1mon': 'month months',
    '-1q': 'qtr qtrs quarter quarters',
    '-1y': 'yr yrs year years',
  }))
    it(`names of ${unit}`, () => {
      const expected = applyModifier(1700000000, unit, 'UTC')
      expect(expected).toHaveProperty('time')
      for (const name of names.split(' '))
        expect(applyModifier(1700000000, `-${name}@s`, 'UTC')).toEqual(expected)
    })
})

describe('wall-clock time', () => {
  const leads = (from: string, modifier: string, to: string, zone = NY) =>
    it(`${from} ${modifier} in ${zone}`, () => {
      const moved = applyModifier(Date.parse(from) / 1000, modifier, zone)
      expect('time' in moved ? formatTime(moved.time, '%F %T %z', zone) : moved.problem).toBe(to)
    })

  // Clocks go forward on 2024-03-10 at 2:00 and back on 2024-11-03 at 2:00.
  leads('2024-03-11T12:00-04:00', '-1d', '2024-03-10 12:00:00 -0400')
  leads('2024-03-10T12:00-04:00', '-1d', '2024-03-09 12:00:00 -0500')
  leads('2024-03-10T12:00-04:00', '-24h', '2024-03-09 11:00:00 -0500')
  leads('2024-03-10T12:00-04:00', '@d', '2024-03-10 00:00:00 -0500')
  leads('2024-03-10T12:00-04:00', '@d+1d', '2024-03-11 00:00:00 -0400')
  leads('2024-03-09T02:30-05:00', '+1d', '2024-03-10 03:30:00 -0400')
  leads('2024-11-03T12:00-05:00', '@d+90m', '2024-11-03 01:30:00 -0400')
  leads('2024-11-03T06:30Z', '@h', '2024-11-03 01:00:00 -0500')
  leads('2024-11-04T00:30-05:00', '-1d@d', '2024-11-03 00:00:00 -0400')
  leads('2024-06-15T10:20:30Z', '@mon', '2024-06-01 00:00:00 -0400')
  leads('2024-06-15T10:20:30Z', '-mon@mon+7d', '2024-05-08 00:00:00 -0400')
  leads('2024-06-15T10:20:30Z', '+3mon@mon', '2024-09-01 00:00:00 -0400')
  leads('2024-06-15T10:20:30Z', '-7d@w1+8h', '2024-06-03 08:00:00 -0400')
  leads('2024-06-15T10:20:30Z', '@d-2h', '2024-06-14 22:00:00 -0400')
  leads('2024-06-15T10:20:30Z', '@qtr', '2024-04-01 00:00:00 -0400')
  leads('2024-06-15T10:20:30Z', '-2q@q', '2023-10-01 00:00:00 -0400')
  leads('2024-06-15T10:20:30Z', '@mon@y', '2024-01-01 00:00:00 -0500')
  leads('2024-03-31T12:00Z', '-1mon', '2024-02-29 12:00:00 +0000', 'UTC')
  leads('2024-02-29T12:00Z', '-1y', '2023-02-28 12:00:00 +0000', 'UTC')
  leads('2024-01-15T12:00Z', '-1mon', '2023-12-15 12:00:00 +0000', 'UTC')
  leads('2024-06-15T10:40:30Z', '10/19/2016:0:0:0', '2016-10-19 00:00:00 -0400')
  leads('2024-06-15T10:40:30Z', '10/5/2019:20:00:00', '2019-10-05 20:00:00 -0400')
  // 15:15 by the clock there; the whole hour is not one in UTC.
  leads('2024-06-15T09:30:30Z', '@h', '2024-06-15 15:00:00 +0545', 'Asia/Kathmandu')
})

describe('problems', () => {
  const says = (modifier: string, part: string) =>
    it(modifier || 'nothing', () => {
      const moved = applyModifier(0, modifier, 'UTC')
      expect('problem' in moved ? moved.problem : moved.time).toContain(part)
    })

  says('', 'empty')
  says('rt', 'real-time')
  says('rt-5m', 'real-time')
  says('-rt-5m', 'real-time')
  says('-5x', '"x" is not a unit')
  says('-1M', '"-1M" is not a time modifier')
  says('@w8', '"8" is not a time modifier')
  says('@d1', 'only weeks')
  says('yesterday', '"yesterday" is not a time modifier')
  says('-1d foo', '"foo"')
  says('13/45/2020:0:0:0', 'MM/DD/YYYY')
  says('1/2/2020:xx', 'MM/DD/YYYY')
  says('-99999999999999999999y', 'out of all time')
  it('an unknown zone', () =>
    expect(applyModifier(0, '-1d', 'Mars/Base')).toEqual({
      problem: 'unknown time zone "Mars/Base"',
    }))
})

it('snaps to a time not after it, and only once', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e9 }),
      fc.constantFrom('@s', '@m', '@h', '@d', '@w3', '@mon', '@q', '@y'),
      fc.constantFrom('UTC', NY, 'Asia/Beirut', 'Australia/Lord_Howe'),
      (time, snap, zone) => {
        const once = applyModifier(time, snap, zone)
        if (!('time' in once)) throw new Error(once.problem)
        expect(once.time).toBeLessThanOrEqual(time)
        expect(applyModifier(once.time, snap, zone)).toEqual(once)
      },
    ),
  ))
