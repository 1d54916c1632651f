import type { Overrides } from '../knowledge/event-fields.ts'
import type { CliOptions, ReadArguments } from './arguments.ts'
import type { InputRequest, TimeRequest } from './services.ts'
import { UsageError } from './usage-error.ts'

/** Options of all subcommands that know about time. */
export const timeOptions: CliOptions = {
  earliest: {
    value: 'TIME',
    about: 'only events from this time on: -24h@h, 2026-02-03T10:00:00Z, epoch seconds',
  },
  latest: { value: 'TIME', about: 'only events before this time' },
  now: { value: 'TIME', about: 'the time that "now" means; that of the clock when left out' },
  tz: { value: 'ZONE', about: "IANA time zone of times without one; this machine's when left out" },
}

/** Option of all subcommands that know about fields. */
export const knowledgeOptions: CliOptions = {
  knowledge: {
    value: 'DIR',
    about: 'a folder of a Splunk app, or of several, for its fields, event types, tags and macros',
    repeats: true,
  },
}

/** Options of all subcommands that read logs. */
export const inputOptions: CliOptions = {
  ...timeOptions,
  ...knowledgeOptions,
  source: { value: 'NAME', about: 'the source of all events, whatever file they are in' },
  sourcetype: { value: 'NAME', about: 'the sourcetype of all events, which decides their fields' },
  host: { value: 'NAME', about: 'the host of all events' },
  index: { value: 'NAME', about: 'the index of all events; main when left out' },
  assets: {
    value: 'FILE',
    about: 'a CSV file of assets, for fields such as dest_category and dest_priority',
  },
  identities: {
    value: 'FILE',
    about: 'a CSV file of identities, for fields such as user_category',
  },
  state: {
    value: 'DIR',
    about:
      'where lookups that searches write, and the risk of the last hunt are kept (default .whippet)',
  },
  addresses: { value: 'FILE', about: 'an MMDB file in which iplocation looks addresses up' },
  jobs: {
    value: 'N',
    about: 'threads that read files; as many as the work is worth when left out',
  },
}

/** @throws UsageError */
export function inputRequest(
  given: ReadArguments,
  paths: readonly string[],
  signal: AbortSignal,
): InputRequest {
  const jobs = given.get('jobs')
  const addresses = given.get('addresses')
  if (jobs !== undefined && !/^[1-9]\d{0,2}$/.test(jobs)) {
    throw new UsageError(`--jobs takes a whole number from 1 to 999, not "${jobs}"`)
  }
  return {
    paths,
    ...timeRequest(given),
    ...(jobs !== undefined && { jobs: Number(jobs) }),
    ...(addresses !== undefined && { addresses }),
    ...filesOf(given),
    overrides: overrides(given),
    knowledge: given.all('knowledge'),
    signal,
  }
}

/** @throws UsageError */
function overrides(given: ReadArguments): Overrides {
  const said: { -readonly [Name in keyof Overrides]: Overrides[Name] } = {}
  for (const option of ['source', 'sourcetype', 'host', 'index'] as const) {
    const name = given.get(option)
    if (name === '') throw new UsageError(`--${option} takes a name`)
    if (name !== undefined) said[option] = name
  }
  return said
}

function filesOf(given: ReadArguments): Pick<InputRequest, 'assets' | 'identities' | 'state'> {
  const named = (['assets', 'identities', 'state'] as const).flatMap((option) => {
    const value = given.get(option)
    return value === undefined ? [] : [[option, value] as const]
  })
  return Object.fromEntries(named)
}

export function timeRequest(given: ReadArguments): TimeRequest {
  const times: Partial<Record<'earliest' | 'latest' | 'now' | 'timeZone', string>> = {}
  for (const [option, member] of [
    ['earliest', 'earliest'],
    ['latest', 'latest'],
    ['now', 'now'],
    ['tz', 'timeZone'],
  ] as const) {
    const value = given.get(option)
    if (value !== undefined) times[member] = value
  }
  return times
}
