import { batchOfRows } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { option, type Syntax, sequence, word } from '../language/syntax.ts'
import { formatTime } from '../values/time-format.ts'
import { applyModifier } from '../values/time-modifier.ts'
import { checked } from './shared-checked.ts'
import { reportRowLimit } from './shared-held-rows.ts'

const humanFormat = '%a %b %e %H:%M:%S %Y'
const incrementForm = /^(\d{1,9})([smhd]?)$/
const unitNames: Readonly<Record<string, string>> = { '': 'd', s: 's', m: 'm', h: 'h', d: 'd' }

/** `8/13/18` is in the year 2018. */
const withCentury = (written: string): string =>
  written.replace(
    /^(\d{1,2}\/\d{1,2}\/)(\d\d)(?!\d)/,
    (_, day: string, year: string) => `${day}20${year}`,
  )

/** `-30` is so many days before today, other times are as in `earliest`. */
function timeOf(written: string, now: number, zone: string): number | null {
  const days = /^[+-]?\d{1,5}$/.exec(written)
  const result = days
    ? applyModifier(now, `@d${Number(written) < 0 ? '' : '+'}${Number(written)}d`, zone)
    : applyModifier(now, withCentury(written), zone)
  return 'time' in result ? result.time : null
}

const time = (): Syntax<string> =>
  checked(word({ usage: '<time>' }), (text) =>
    timeOf(text, 0, 'UTC') === null
      ? { code: 'SPL0307', message: `"${text}" is not a time` }
      : undefined,
  )

/** Source: Splunk Search Reference, "gentimes". */
export const gentimes = defineCommand({
  name: 'gentimes',
  kind: 'generating',
  summary: 'Makes a row for each stretch of time between two times.',
  syntax: checked(
    sequence({
      start: option('start', time(), {
        about:
          'The first time, MM/DD/YYYY or MM/DD/YYYY:HH:MM:SS, or days before today such as -30.',
      }),
      end: option('end', time(), { about: 'Up to this time; midnight today without it.' }),
      increment: option(
        'increment',
        checked(word({ usage: '<int>(s|m|h|d)' }), (text) =>
          incrementForm.test(text) && Number.parseInt(text, 10) > 0
            ? undefined
            : { message: `"${text}" is not a number of s, m, h or d` },
        ),
        { or: '1d', about: 'How long a stretch is.' },
      ),
    }),
    ({ start }) =>
      start === undefined ? { code: 'SPL0104', message: 'start= is missing' } : undefined,
  ),
  flow: () => ({ passes: 'none', adds: ['endhuman', 'endtime', 'starthuman', 'starttime'] }),
  async *generate({ start = '-1', end, increment }, scope) {
    const { now, timeZone, limits } = scope
    const first = timeOf(start, now, timeZone) ?? now
    const last = timeOf(end ?? '0', now, timeZone) ?? now
    const [, count = '1', unit = ''] = incrementForm.exec(increment) ?? []
    const rows: Record<string, string | number>[] = []
    for (let from = first; from < last; ) {
      const next = applyModifier(from, `+${count}${unitNames[unit]}`, timeZone)
      if (!('time' in next) || next.time <= from) break
      if (rows.length >= limits.maxRows) {
        reportRowLimit('gentimes', scope)
        break
      }
      const to = next.time - 1
      rows.push({
        endhuman: formatTime(to, humanFormat, timeZone) ?? '',
        endtime: to,
        starthuman: formatTime(from, humanFormat, timeZone) ?? '',
        starttime: from,
      })
      from = next.time
    }
    yield await Promise.resolve(batchOfRows(rows))
  },
  examples: [
    {
      title: 'Two days',
      query: 'gentimes start=10/01/2023 end=10/03/2023',
      output: [
        {
          endhuman: 'Sun Oct  1 23:59:59 2023',
          endtime: 1696204799,
          starthuman: 'Sun Oct  1 00:00:00 2023',
          starttime: 1696118400,
        },
        {
          endhuman: 'Mon Oct  2 23:59:59 2023',
          endtime: 1696291199,
          starthuman: 'Mon Oct  2 00:00:00 2023',
          starttime: 1696204800,
        },
      ],
    },
    {
      title: 'An end before the start',
      query: 'gentimes start=10/03/2023 end=10/01/2023',
      output: [],
    },
  ],
})
