import { compilePattern, PatternTimeout } from '../../values/pattern.ts'
import {
  type ConfFile,
  type ConfProblem,
  defaultStanza,
  type Setting,
  type Stanza,
} from '../conf/conf-file.ts'
import { ruleStanza } from '../indexing/sourcetype-rules.ts'

/** What decides which stanzas of `props.conf` hold for an event. */
export interface EventIdentity {
  readonly sourcetype: string
  readonly source: string
  readonly host: string
  /** Other names of the source that stanzas may mean. */
  readonly otherSources?: readonly string[]
}

export interface StanzaMatcher {
  /** Whether some stanza looks at the source; at the host. */
  readonly usesSource: boolean
  readonly usesHost: boolean
  /** The settings that hold for such events: those of the stronger stanzas go before others. */
  settings(event: EventIdentity): Stanza
}

interface MatchedStanza {
  readonly name: string
  readonly kind: 'sourcetype' | 'host' | 'source'
  readonly priority: number
  readonly settings: Stanza
  test(event: EventIdentity): boolean
}

/**
 * A stanza with `source::` goes before one with `host::`, that before the sourcetype. Of one kind the higher `priority` goes first (100
 * for a literal name, 0 for a pattern, unless set), then the one earlier in ASCII order. A sourcetype with `rename` has the settings of its
 * new name only. Source: props.conf specification; Splunk Admin Manual, "Attribute precedence within a single props.conf file".
 */
export function stanzaMatcher(
  props: ConfFile,
  report: (problem: ConfProblem) => void,
): StanzaMatcher {
  const stanzas: MatchedStanza[] = []
  for (const [name, settings] of props) {
    if (name === defaultStanza || ruleStanza.test(name)) continue
    const stanza = matchedStanza(name, settings, report)
    if (stanza) stanzas.push(stanza)
  }
  stanzas.sort(weakestFirst)
  const common = props.get(defaultStanza)
  const known = new Map<string, Stanza>()
  const renamed = sourcetypeRenames(props)
  return {
    usesSource: stanzas.some(({ kind }) => kind === 'source'),
    usesHost: stanzas.some(({ kind }) => kind === 'host'),
    settings(event) {
      const { sourcetype, source, host, otherSources = [] } = event
      const key = [sourcetype, source, host, ...otherSources].join('\0')
      const before = known.get(key)
      if (before) return before
      const matched = { ...event, sourcetype: renamed(event.sourcetype) }
      const merged = new Map<string, Setting>(common)
      for (const stanza of stanzas) {
        if (!stanza.test(matched)) continue
        for (const [key, setting] of stanza.settings) merged.set(key, setting)
      }
      if (known.size >= mostKnown) known.clear()
      known.set(key, merged)
      return merged
    },
  }
}

/** The new names of sourcetypes that have one. */
export function sourcetypeRenames(props: ConfFile): (sourcetype: string) => string {
  const renames = new Map<string, string>()
  for (const [name, stanza] of props) {
    const rename = stanza.get('rename')?.value
    if (rename) renames.set(sourcetypeKey(name), rename)
  }
  return (sourcetype) => renames.get(sourcetypeKey(sourcetype)) ?? sourcetype
}

const windowsName = /wineventlog/i

/**
 * Names are case-sensitive but for those of the Windows event log, which content and add-ons write in many ways: `xmlwineventlog`,
 * `XmlWinEventLog`, `WinEventLog:Security`.
 */
const sourcetypeKey = (name: string): string => (windowsName.test(name) ? name.toLowerCase() : name)

const mostKnown = 10_000

const strength = { sourcetype: 0, host: 1, source: 2 } as const

const weakestFirst = (left: MatchedStanza, right: MatchedStanza): number =>
  strength[left.kind] - strength[right.kind] ||
  left.priority - right.priority ||
  (left.name < right.name ? 1 : left.name > right.name ? -1 : 0)

function matchedStanza(
  name: string,
  settings: Stanza,
  report: (problem: ConfProblem) => void,
): MatchedStanza | undefined {
  const [, kind = 'sourcetype', written = name] = /^(source|host)::(.*)$/s.exec(name) ?? []
  const side = kind as MatchedStanza['kind']
  // The way to write a pattern of sourcetypes.
  const pattern = side === 'sourcetype' ? /^\(\?::\)\{0\}(.*)$/s.exec(name)?.[1] : written
  if (pattern === undefined) {
    return { name, kind: side, priority: priorityOf(settings, 100), settings, test: sameName(name) }
  }
  const literal = !/\.\.\.|[*|()]/.test(pattern)
  const ignoreCase = side === 'host' || windowsName.test(pattern)
  const test = literal ? literalTest(pattern, ignoreCase) : patternTest(pattern, ignoreCase)
  if ('problem' in test) {
    const [first] = settings.values()
    if (first) {
      const { path, line } = first
      report({
        path,
        line,
        message: `the stanza [${name}] is not a usable pattern: ${test.problem}`,
      })
    }
    return undefined
  }
  return {
    name,
    kind: side,
    priority: priorityOf(settings, literal ? 100 : 0),
    settings,
    test: (event) =>
      test.matches(event[side]) ||
      (side === 'source' && event.otherSources?.some((name) => test.matches(name)) === true),
  }
}

function sameName(name: string): (event: EventIdentity) => boolean {
  const key = sourcetypeKey(name)
  return ({ sourcetype }) => sourcetypeKey(sourcetype) === key
}

function priorityOf(settings: Stanza, otherwise: number): number {
  const given = Number(settings.get('priority')?.value)
  return Number.isFinite(given) && settings.has('priority') ? given : otherwise
}

interface NameTest {
  matches(name: string): boolean
}

function literalTest(name: string, ignoreCase: boolean): NameTest {
  const plain = ignoreCase ? name.toLowerCase() : name
  return { matches: (text) => (ignoreCase ? text.toLowerCase() : text) === plain }
}

/** `...` is any text, `*` any text without a path separator, a full stop itself; the rest is a regular expression. */
function patternTest(
  pattern: string,
  ignoreCase: boolean,
): NameTest | { readonly problem: string } {
  const expression = pattern.replace(/\.\.\.|\.|(?<!\\)\*/g, (sign) =>
    sign === '...' ? '.*' : sign === '.' ? '\\.' : '[^/\\\\]*',
  )
  const compiled = compilePattern(`^(?:${expression})$`, ignoreCase ? 'is' : 's')
  if ('problem' in compiled) return compiled
  return {
    matches(text) {
      try {
        return compiled.test(text)
      } catch (error) {
        if (error instanceof PatternTimeout) return false
        throw error
      }
    },
  }
}
