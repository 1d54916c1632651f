import { applyModifier } from '../values/time-modifier.ts'
import { parseTime } from '../values/time-parse.ts'

const isoFormats = [
  '%Y-%m-%dT%H:%M:%S',
  '%Y-%m-%d %H:%M:%S',
  '%Y-%m-%dT%H:%M',
  '%Y-%m-%d %H:%M',
  '%Y-%m-%d',
]

/**
 * A time as people and programs give it: ISO 8601, epoch seconds, or a time modifier such as `-24h@h`.
 * @returns seconds since 1970, or what is wrong
 */
export function timeArgument(
  text: string,
  zone: string,
  now: number,
): number | { readonly problem: string } {
  const iso = /^\d{4}-\d\d-\d\d/.test(text) ? isoTime(text, zone) : null
  if (iso !== null) return iso
  const result = applyModifier(now, text, zone)
  return 'time' in result ? result.time : result
}

function isoTime(text: string, zone: string): number | null {
  if (/(Z|[+-]\d\d:?\d\d)$/i.test(text)) {
    const time = Date.parse(text)
    return Number.isNaN(time) ? null : time / 1000
  }
  for (const format of isoFormats) {
    const time = parseTime(text.replace(/\.\d+$/, ''), format, zone)
    if (time !== null) return time + Number(/\.\d+$/.exec(text)?.[0] ?? 0)
  }
  return null
}
