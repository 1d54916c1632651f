import { expect, it } from 'vitest'
import { findTime } from './find-time.ts'

/** 2026-11-26T13:41:18Z */
const time = 1_795_700_478
const written = time + 1000

it.each<[string, number | null | undefined]>([
  ['2026-11-26T13:41:18Z x', time],
  ['2026-11-26 13:41:18.25 x', time + 0.25],
  ['2026-11-26 13:41:18,25 x', time + 0.25],
  ['2026-11-26 13:41:18,250,x', time + 0.25],
  ['1,2026/11/26 13:41:18,012801,TRAFFIC', time],
  ['2026/11/26 13:41:18', time],
  ['2026-11-26T14:41:18+01:00', time],
  ['2026-11-26 14:41:18 +0100', time],
  ['2026-11-26 08:41:18 EST', time],
  ['2026-11-26 13:41:18 INFO', time],
  ['"2026-11-26T13:41:18.000Z"', time],
  ['20261126T134118Z', time],
  ['<13>Nov 26 13:41:18 host a: b', time],
  ['Nov 26 13:41:18.250 host', time + 0.25],
  ['Nov 28 13:41:18 host', time + 2 * 86_400 - 365 * 86_400],
  ['Nov 26 2026 13:41:18: %ASA', time],
  ['Thu Nov 26 13:41:18 2026', time],
  ['Thu Nov 26 08:41:18 EST 2026', time],
  ['November 26, 2026 1:41:18 PM', time],
  ['NOV 26, 2026 01:41:18 pm', time],
  ['1.2.3.4 - - [26/Nov/2026:13:41:18 +0000] "GET /"', time],
  ['Thu, 26 Nov 2026 13:41:18 GMT', time],
  ['26-Nov-2026 13:41:18', time],
  ['11/26/2026 01:41:18 PM', time],
  ['11/26/26 13:41:18', time],
  ['26/11/2026 13:41:18', time],
  ['26.11.2026 13:41:18', time],
  ['11-26-2026, 13:41:18', time],
  ['type=CWD msg=audit(1795700478.250:92733)', time + 0.25],
  ['2 123456789010 eni-1 10.0.0.1 1795700478 1795700500 ACCEPT', time],
  ['{"ts":1795700478250}', time + 0.25],
  ['1795700478.25\tC1', time + 0.25],
  ['id=1795700478 at 2026-11-26 13:41:18Z', time],
  ['13:41:18 only', undefined],
  ['2026-13-26 13:41:18', undefined],
  ['version 10.1.2026 and nothing', undefined],
  ['10.20.30.40:1795700478000000', time],
])('%s', (text, expected) => {
  const found = findTime(text, { timeZone: 'UTC', written })
  expect(found?.time).toBe(expected)
})

it('knows of a time without a year that it is one', () => {
  const context = { timeZone: 'UTC', written: undefined }
  expect(findTime('Nov 26 13:41:18 host', context)).toEqual({ index: 0, time: null })
})

it('reads times without a zone in the zone given', () => {
  const found = findTime('x 2026-11-26 14:41:18', { timeZone: 'Europe/Berlin', written })
  expect(found).toEqual({ index: 2, time })
})
