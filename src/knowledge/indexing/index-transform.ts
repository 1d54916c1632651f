import type { IndexedState } from '../../contract/indexing.ts'
import { compilePattern, type PatternMatcher } from '../../values/pattern.ts'
import { isYes, type Stanza } from '../conf/conf-file.ts'
import { eachMatch } from '../props/extraction.ts'
import { formatPairs, groupPairs } from '../props/transform.ts'

type Groups = readonly (string | undefined)[]

/** As many matches as an event could need, where REPEAT_MATCH asks for all. */
const mostMatches = 10_000

/** Settings that make a transform one of another kind. */
const refused: Readonly<Record<string, string>> = {
  CLONE_SOURCETYPE: 'CLONE_SOURCETYPE is not supported: an event stays one event',
  INGEST_EVAL: 'INGEST_EVAL is not supported',
  STOP_PROCESSING_IF: 'STOP_PROCESSING_IF is not supported',
}

/**
 * A stanza of `transforms.conf` that `TRANSFORMS-` names: it acts once when an event is read.
 * Source: transforms.conf specification (REGEX, FORMAT, SOURCE_KEY, DEST_KEY, DEFAULT_VALUE, LOOKAHEAD, REPEAT_MATCH, WRITE_META; KEYS).
 */
export function indexTransform(
  name: string,
  stanza: Stanza,
): { apply(event: IndexedState): void } | { readonly problem: string } {
  for (const [key, problem] of Object.entries(refused)) {
    if (stanza.get(key)?.value) return { problem }
  }
  const regex = stanza.get('REGEX')?.value
  if (!regex) return { problem: 'it has no REGEX' }
  const pattern = compilePattern(regex)
  if ('problem' in pattern) return { problem: `REGEX is refused: ${pattern.problem}` }
  const read = keyReader(stanza.get('SOURCE_KEY')?.value || '_raw')
  if (!read) return { problem: `SOURCE_KEY = ${stanza.get('SOURCE_KEY')?.value} is not known` }
  const write = writerOf(name, stanza, pattern)
  if ('problem' in write) return write
  const lookahead = Number(stanza.get('LOOKAHEAD')?.value || 4096)
  const otherwise = stanza.get('DEFAULT_VALUE')?.value
  return {
    apply(event) {
      let isFound = false
      eachMatch(pattern, read(event).slice(0, lookahead), write.times, (groups) => {
        isFound = true
        write.found(event, groups)
      })
      if (!isFound && otherwise) write.missed(event, otherwise)
    },
  }
}

interface Writer {
  /** How often the pattern is looked for. */
  readonly times: number
  found(event: IndexedState, groups: Groups): void
  missed(event: IndexedState, value: string): void
}

function writerOf(
  name: string,
  stanza: Stanza,
  pattern: PatternMatcher,
): Writer | { readonly problem: string } {
  const key = stanza.get('DEST_KEY')?.value
  const format = stanza.get('FORMAT')?.value
  const repeats = isYes(stanza.get('REPEAT_MATCH'))
  if (isYes(stanza.get('WRITE_META')) || key === '_meta') {
    return fieldWriter(format ?? `${name}::$1`, pattern, repeats)
  }
  if (!key) return { problem: 'it has neither DEST_KEY nor WRITE_META' }
  if (/_ROUTING$/.test(key)) return { problem: `DEST_KEY = ${key} sends events elsewhere` }
  const set = keyWriter(key)
  if (!set) return { problem: `DEST_KEY = ${key} is not known` }
  const read = keyReader(key) ?? (() => '')
  const template = format ?? '$1'
  return {
    times: repeats && key !== '_raw' ? mostMatches : 1,
    found: (event, groups) => set(event, filledIn(template, groups, read(event))),
    missed: set,
  }
}

function fieldWriter(format: string, pattern: PatternMatcher, repeats: boolean): Writer {
  const asWritten = (key: string): string => key
  // `$0` stands for what is there already, which stays.
  const pairs = [
    ...formatPairs(format.replace(/(?:^|\s)\$0(?=\s|$)/g, ''), asWritten),
    ...groupPairs(pattern, asWritten),
  ]
  const add = (event: IndexedState, field: string, value: string): void => {
    const values = event.fields.get(field)
    if (values) values.push(value)
    else event.fields.set(field, [value])
  }
  return {
    times: repeats ? mostMatches : 1,
    found(event, groups) {
      for (const pair of pairs) pair.take(groups, (field, value) => add(event, field, value))
    },
    missed(event, value) {
      for (const { outputs } of pairs) if (outputs !== undefined) add(event, outputs, value)
    },
  }
}

/** `$2` stays as it is where the pattern has no such group. */
const filledIn = (template: string, groups: Groups, before: string): string =>
  template.replace(/\$(\d+)/g, (written, digits) => {
    const number = Number(digits)
    if (number === 0) return before
    return number < groups.length ? (groups[number] ?? '') : written
  })

const named = ['source', 'sourcetype', 'host'] as const
const metadataKeys: Readonly<Record<string, (typeof named)[number]>> = {
  'MetaData:Source': 'source',
  'MetaData:Sourcetype': 'sourcetype',
  'MetaData:Host': 'host',
}

function keyReader(key: string): ((event: IndexedState) => string) | undefined {
  const member = metadataKeys[key]
  if (member) return (event) => `${member}::${event[member]}`
  if (key === '_raw') return ({ raw }) => raw
  if (key === '_MetaData:Index') return ({ index }) => index
  const [, list] = /^fields?:(.+)$/.exec(key) ?? []
  if (list === undefined) return undefined
  const names = list.split(',').map((name) => name.trim())
  return ({ fields }) => names.map((name) => fields.get(name)?.[0] ?? '').join(' ')
}

function keyWriter(key: string): ((event: IndexedState, value: string) => void) | undefined {
  const member = metadataKeys[key]
  if (member) {
    return (event, value) => {
      event[member] = value.replace(`${member}::`, '')
    }
  }
  switch (key) {
    case '_raw':
      return (event, value) => {
        event.raw = value
      }
    case '_MetaData:Index':
      return (event, value) => {
        event.index = value
      }
    case 'queue':
      return (event, value) => {
        event.isDropped = value === 'nullQueue'
      }
    default:
      return undefined
  }
}
