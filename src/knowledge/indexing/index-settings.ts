import type {
  IndexedState,
  IndexSettings,
  LineSettings,
  TimeSettings,
} from '../../contract/indexing.ts'
import { compilePattern, type PatternMatcher, PatternTimeout } from '../../values/pattern.ts'
import { parseSed, sedEditor } from '../../values/sed.ts'
import { timeZoneOf } from '../../values/time-zone.ts'
import {
  type ConfFile,
  type ConfProblem,
  isYes,
  type Setting,
  type Stanza,
} from '../conf/conf-file.ts'
import { classesOf, refuse } from '../props/setting-classes.ts'
import { indexTransform } from './index-transform.ts'
import { tableSettings } from './table-settings.ts'

export interface IndexSources {
  readonly transforms: ConfFile
  report(problem: ConfProblem): void
}

/**
 * Compiles the settings that act when a file is read. What is wrong is told, and has no effect.
 * Sources: props.conf specification; Getting Data In, "Configure event line breaking", "Configure timestamp recognition".
 */
export function compileIndexSettings(settings: Stanza, sources: IndexSources): IndexSettings {
  const structure = settings.get('INDEXED_EXTRACTIONS')
  const kind = structure?.value.toLowerCase() ?? ''
  const table = tableSettings(kind, settings, sources)
  if (structure && kind !== '' && kind !== 'json' && !table)
    refuse(structure, `INDEXED_EXTRACTIONS = ${structure.value} is not supported`, sources)
  return {
    charset: charsetOf(settings, sources),
    lines: lineSettings(settings, sources),
    table,
    isJson: kind === 'json',
    time: timeSettings(settings, sources),
    edit: editor(settings, sources),
    transforms: transformsOf(settings, sources),
  }
}

function charsetOf(settings: Stanza, sources: IndexSources): string | undefined {
  const setting = settings.get('CHARSET')
  if (!setting || /^(?:auto|utf-?8|)$/i.test(setting.value)) return undefined
  const label = setting.value.replace(/^(?:cp|windows)-?(?=125\d$)/i, 'windows-')
  try {
    return new TextDecoder(label).encoding
  } catch {
    refuse(setting, `the character set "${setting.value}" is not known`, sources)
    return undefined
  }
}

const lineKeys = [
  'BREAK_ONLY_BEFORE',
  'BREAK_ONLY_BEFORE_DATE',
  'MUST_BREAK_AFTER',
  'MUST_NOT_BREAK_AFTER',
  'MUST_NOT_BREAK_BEFORE',
] as const

function lineSettings(settings: Stanza, sources: IndexSources): LineSettings | undefined {
  const said = (key: string) =>
    settings.get(key)?.value !== undefined && settings.get(key)?.value !== ''
  const breaker = breakerOf(settings, sources)
  const merges = !settings.has('SHOULD_LINEMERGE') || isYes(settings.get('SHOULD_LINEMERGE'))
  const isMerged = merges && lineKeys.some(said)
  const isAny =
    said('LINE_BREAKER') ||
    said('SHOULD_LINEMERGE') ||
    said('TRUNCATE') ||
    isMerged ||
    said('MAX_EVENTS')
  if (!isAny) return undefined
  const pattern = (key: string) => patternOf(settings.get(key), sources)
  const breakBefore = pattern('BREAK_ONLY_BEFORE')
  const byDate = settings.get('BREAK_ONLY_BEFORE_DATE')
  return {
    breaker,
    truncate: wholeNumber(settings, 'TRUNCATE', 0, sources),
    merge: merges
      ? {
          // A pattern of one's own takes the place of the date, unless both are wanted.
          breakBeforeDate: byDate?.value ? isYes(byDate) : !breakBefore,
          breakBefore,
          breakAfter: pattern('MUST_BREAK_AFTER'),
          noBreakAfter: pattern('MUST_NOT_BREAK_AFTER'),
          noBreakBefore: pattern('MUST_NOT_BREAK_BEFORE'),
          maxLines: wholeNumber(settings, 'MAX_EVENTS', 256, sources) || 256,
        }
      : undefined,
    isExplicit: breaker !== undefined || isMerged,
  }
}

const lineBreaks = /^\(\[\\[rn]\\[rn]\]\+\)$/

function breakerOf(settings: Stanza, sources: IndexSources): PatternMatcher | undefined {
  const setting = settings.get('LINE_BREAKER')
  if (!setting || setting.value === '' || lineBreaks.test(setting.value)) return undefined
  // Text is cut before it is decoded, so that a pattern sees bytes.
  const pattern = compilePattern(bytesAsCharacters(setting.value))
  if ('problem' in pattern) {
    refuse(setting, pattern.problem, sources)
    return undefined
  }
  if (pattern.groupNames.length < 2) {
    refuse(setting, 'LINE_BREAKER needs a group around what stands between lines', sources)
    return undefined
  }
  return pattern
}

const bytesAsCharacters = (text: string): string =>
  String.fromCharCode(...new TextEncoder().encode(text))

const timeKeys = [
  'DATETIME_CONFIG',
  'TIME_PREFIX',
  'TIME_FORMAT',
  'MAX_TIMESTAMP_LOOKAHEAD',
  'TZ',
  'MAX_DAYS_AGO',
  'MAX_DAYS_HENCE',
] as const

function timeSettings(settings: Stanza, sources: IndexSources): TimeSettings | undefined {
  if (!timeKeys.some((key) => settings.get(key)?.value)) return undefined
  const days = (key: string) =>
    settings.get(key)?.value ? wholeNumber(settings, key, 0, sources) : undefined
  return {
    from: timeOrigin(settings, sources),
    prefix: patternOf(settings.get('TIME_PREFIX'), sources),
    format: settings.get('TIME_FORMAT')?.value || undefined,
    lookahead: Math.max(0, wholeNumber(settings, 'MAX_TIMESTAMP_LOOKAHEAD', 128, sources)),
    zone: zoneOf(settings, sources),
    maxDaysAgo: days('MAX_DAYS_AGO'),
    maxDaysHence: days('MAX_DAYS_HENCE'),
  }
}

function timeOrigin(settings: Stanza, sources: IndexSources): TimeSettings['from'] {
  const setting = settings.get('DATETIME_CONFIG')
  switch (setting?.value.toLowerCase()) {
    case 'none':
      return 'none'
    case 'current':
      return 'current'
    case undefined:
    case '':
    case '/etc/datetime.xml':
      return 'text'
    default:
      refuse(
        setting as Setting,
        'DATETIME_CONFIG takes NONE or CURRENT; files are not read',
        sources,
      )
      return 'text'
  }
}

function zoneOf(settings: Stanza, sources: IndexSources): string | undefined {
  const setting = settings.get('TZ')
  if (!setting?.value) return undefined
  const zone = posixZone(setting.value)
  if (timeZoneOf(zone)) return zone
  refuse(setting, `the time zone "${setting.value}" is not known`, sources)
  return undefined
}

/** `GMT+2`, as POSIX writes it, is two hours behind, as is `Etc/GMT+2`. */
const posixZone = (name: string): string => name.replace(/^(?:GMT|UTC)(?=[+-]\d{1,2}$)/i, 'Etc/GMT')

function editor(settings: Stanza, sources: IndexSources): ((text: string) => string) | undefined {
  const edits = classesOf(settings, 'SEDCMD-').flatMap(([, setting]) => {
    const script = parseSed(setting.value)
    if ('problem' in script) {
      refuse(setting, script.problem, sources)
      return []
    }
    const wrong = script
      .map((step) =>
        step.kind === 'replace'
          ? compilePattern(step.pattern.source, step.pattern.flags)
          : undefined,
      )
      .find((pattern) => pattern && 'problem' in pattern)
    if (wrong && 'problem' in wrong) {
      refuse(setting, wrong.problem, sources)
      return []
    }
    return [sedEditor(script, (source, flags) => compilePattern(source, flags) as PatternMatcher)]
  })
  if (edits.length === 0) return undefined
  return (text) => edits.reduce(unlessTooLong, text)
}

/** A text that takes a pattern too long stays as it is. */
function unlessTooLong(text: string, edit: (text: string) => string): string {
  try {
    return edit(text)
  } catch (error) {
    if (error instanceof PatternTimeout) return text
    throw error
  }
}

function transformsOf(settings: Stanza, sources: IndexSources): ((event: IndexedState) => void)[] {
  const named = [...classesOf(settings, 'TRANSFORMS-'), ...classesOf(settings, 'RULESET-')]
  return named.flatMap(([, setting]) =>
    setting.value.split(/[\s,]+/).flatMap((name) => {
      if (name === '') return []
      const stanza = sources.transforms.get(name)
      const compiled = stanza
        ? indexTransform(name, stanza)
        : { problem: `there is no stanza [${name}] in transforms.conf` }
      if (!('problem' in compiled)) return [compiled.apply]
      refuse(setting, `${name}: ${compiled.problem}`, sources)
      return []
    }),
  )
}

/** The pattern of a setting; an empty one takes back what a weaker stanza says. */
function patternOf(
  setting: Setting | undefined,
  sources: IndexSources,
): PatternMatcher | undefined {
  if (!setting?.value) return undefined
  const pattern = compilePattern(setting.value)
  if (!('problem' in pattern)) return pattern
  refuse(setting, pattern.problem, sources)
  return undefined
}

function wholeNumber(
  settings: Stanza,
  key: string,
  otherwise: number,
  sources: IndexSources,
): number {
  const setting = settings.get(key)
  if (!setting?.value) return otherwise
  if (/^-?\d{1,10}$/.test(setting.value)) return Number(setting.value)
  refuse(setting, `${key} takes a whole number, not "${setting.value}"`, sources)
  return otherwise
}
