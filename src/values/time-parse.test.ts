import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatTime } from './time-format.ts'
import { parseTime } from './time-parse.ts'

const LA = 'America/Los_Angeles'
const utc = (text: string) => Date.parse(text) / 1000

describe('parseTime', () => {
  const reads = (text: string, format: string, time: number | null, zone = 'UTC') =>
    it(`${text} by ${format}`, () =>
      expect(parseTime(text, format, zone, utc('2024-02-10T12:00Z'))).toBe(time))

  reads('01-02-2006 15:04:05', '%d-%m-%Y %H:%M:%S', 1138806245)
  reads('not a date', '%Y-%m-%d', null)
  reads('1534143600', '%s', 1534143600, LA)
  reads('1534143600.5', '%s.%3N', 1534143600.5)
  reads('2018-03-19 06:55:03.049', '%F %T.%Q', 1521467703.049, LA)
  reads('2018-03-19T13:55:03.049Z', '%Y-%m-%dT%H:%M:%S.%3NZ', 1521467703.049)
  reads(
    '2018-03-19T13:55:03.123456789+02:00',
    '%FT%T.%N%z',
    utc('2018-03-19T11:55:03Z') + 0.123456789,
  )
  reads('2024-01-01 00:00:00 -0530', '%F %T %z', utc('2024-01-01T05:30Z'))
  reads('2024-01-01 00:00:00 EST', '%F %T %Z', utc('2024-01-01T05:00Z'))
  reads('2024-07-01 00:00:00 Europe/Berlin', '%F %T %Z', utc('2024-06-30T22:00Z'))
  reads('2024-07-01 00:00:00 Nowhere', '%F %T %Z', null)
  reads('Mon Aug 13 00:00:00 2018', '%a %b %d %H:%M:%S %Y', utc('2018-08-13T07:00Z'), LA)
  reads('monday, AUGUST 3, 2018', '%A, %B %d, %Y', utc('2018-08-03T00:00Z'))
  reads('8/3/18 1:05 pm', '%m/%d/%y %I:%M %p', utc('2018-08-03T13:05Z'))
  reads('12:00 AM 1/1/1999', '%I:%M %p %m/%d/%Y', utc('1999-01-01T00:00Z'))
  reads('1/1/70', '%D', 0)
  reads('1/1/68', '%D', utc('2068-01-01T00:00Z'))
  reads('2024 060', '%Y %j', utc('2024-02-29T00:00Z'))
  reads('2024-W01-1', '%G-W%V-%u', utc('2024-01-01T00:00Z'))
  reads('2022 00 6', '%Y %U %w', utc('2022-01-01T00:00Z'))
  reads('2023 01 0', '%Y %U %w', utc('2023-01-01T00:00Z'))
  reads('2024 01 1', '%Y %W %u', utc('2024-01-01T00:00Z'))
  reads('2024-02-29', '%Y-%m-%d', utc('2024-02-29T00:00Z'))
  reads('2023-02-29', '%Y-%m-%d', null)
  reads('2023-13-01', '%Y-%m-%d', null)
  reads('2016-12-31 23:59:60', '%F %T', utc('2017-01-01T00:00Z'))
  reads('2024-01-01 rest of it', '%Y-%m-%d', utc('2024-01-01T00:00Z'))
  reads('2024-01', '%Y-%m', null)
  reads('2024', '%Y', null)
  reads('10:30', '%H:%M', utc('2024-02-10T10:30Z'))
  reads('10:30', '%H:%M', utc('2024-02-10T18:30Z'), LA)
  reads('Mar 5 01:02:03', '%b %e %H:%M:%S', utc('2024-03-05T01:02:03Z'))
  reads('100% 2024-01-01', '100%% %F', utc('2024-01-01T00:00Z'))
  reads('2024-01-01', '', null)
  reads('', '%Y', null)
  reads('2024', '%!', null)
  reads('2024-01-01', '%F', null, 'Nowhere/Else')
  reads('13:00 PM 2024-01-01', '%H:%M %p %F', null)
})

it('reads what formatTime prints', () =>
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e12 }).map((micros) => micros / 1000),
      fc.constantFrom('UTC', LA, 'Asia/Kathmandu'),
      fc.constantFrom('%Y-%m-%dT%H:%M:%S.%3N%z', '%s.%Q', '%c.%3N %:z', '%I:%M:%S.%6N %p %j %Y %z'),
      (time, zone, format) => {
        const text = formatTime(time, format, zone) as string
        expect(parseTime(text, format, zone)).toBe(time)
      },
    ),
  ))

it('never throws', () =>
  fc.assert(
    fc.property(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'%YmdHMSNQzZspPajUWVG-:3 x') }),
      (text, format) => {
        parseTime(text, format, 'UTC')
        formatTime(text.length, format, 'UTC')
      },
    ),
  ))
