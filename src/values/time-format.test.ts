import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { civilOfDays, daysOfCivil } from './calendar.ts'
import { formatTime } from './time-format.ts'

const LA = 'America/Los_Angeles'

describe('formatTime', () => {
  const prints = (time: number, format: string, text: string | null, zone = 'UTC') =>
    it(`${time} as ${format} in ${zone}`, () => expect(formatTime(time, format, zone)).toBe(text))

  prints(1521467703.049, '%Y-%m-%dT%H:%M:%S.%Q', '2018-03-19T06:55:03.049', LA)
  prints(1660132103, '%H:%M', '11:48')
  prints(1660485615, '%Y-%m-%dT%H:%M:%S.%Q', '2022-08-14T14:00:15.000')
  prints(915202800, '%A, %B %d, %Y', 'Friday, January 01, 1999')
  prints(1609459199, '%I:%M:%S %p', '11:59:59 PM')
  prints(1609459199, '%j', '366')

  // Sunday 2023-01-01 and Monday 2024-01-01, 05:06:07.
  const sunday = 1672549567
  const monday = 1704085567
  prints(sunday, '%a %A %u %w %U %W %V %G %g', 'Sun Sunday 7 0 01 00 52 2022 22')
  prints(monday, '%a %A %u %w %U %W %V %G %g', 'Mon Monday 1 1 00 01 01 2024 24')
  prints(
    sunday,
    '%b %h %B %C %y %Y %m %d %e %D %F %j',
    'Jan Jan January 20 23 2023 01 01  1 01/01/23 2023-01-01 001',
  )
  prints(
    sunday,
    '%H %I %k %l %M %S %p %P %T %R %r',
    '05 05  5  5 06 07 AM am 05:06:07 05:06 05:06:07 AM',
  )
  prints(sunday, '%c', 'Sun Jan  1 05:06:07 2023')
  prints(sunday, '%+', 'Sat Dec 31 21:06:07 PST 2022', LA)
  prints(sunday, '%x|%X|%q|%n|%t|%%|%s', '01/01/2023|05:06:07|1|\n|\t|%|1672549567')
  prints(sunday, '%z %:z %::z %:::z %Z %Ez', '-0800 -08:00 -08:00:00 -08 PST -480', LA)
  prints(sunday, '%z %:z %Ez', '+0545 +05:45 345', 'Asia/Kathmandu')
  prints(sunday, '%-d/%-m %-H %_d %^a %0e', '1/1 5  1 SUN 01')
  prints(sunday, '%EY %Od', '2023 01')
  prints(43200, '%I %l', '12 12')
  prints(0, '%I %p', '12 AM')

  prints(1700000000.123456, '%3N %6N %9N %N', '123 123456 123456000 123456000')
  prints(1700000000.123456, '%Q %3Q %6Q %9Q %f', '123 123 123456 123456000 123456')
  prints(1700000000.1234567, '%7N', '1234567')
  prints(1700000000.999999, '%S.%6N', '20.999999')
  prints(1700000000.9996, '%S.%3N', '20.999')
  prints(20.9999999, '%S.%3N', '21.000')
  prints(1.5e-7, '%9N', '000000000')
  prints(-0.25, '%F %T.%3N', '1969-12-31 23:59:59.750')
  prints(-62135596800, '%F', '1-01-01')
  prints(1e13, '%Y', '318857')

  prints(sunday, '100%', '100%')
  prints(sunday, '%!%', '%!%')
  prints(sunday, '%3d %L', '%3d %L')
  prints(sunday, '', '')
  prints(Number.NaN, '%Y', null)
  prints(1e300, '%Y', null)
  prints(0, '%Y', null, 'Nowhere/Else')
})

it('knows the calendar as Date does', () =>
  fc.assert(
    fc.property(fc.integer({ min: -50_000_000, max: 50_000_000 }), (days) => {
      const date = new Date(days * 86_400_000)
      const civil = civilOfDays(days)
      expect(civil).toEqual({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
      })
      expect(daysOfCivil(civil.year, civil.month, civil.day)).toBe(days)
    }),
  ))
