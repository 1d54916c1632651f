import { type Batch, batchOfRows } from '../contract/batch.ts'
import type { CompiledPredicate, EvaluationContext } from '../contract/expression.ts'
import type { LookupReader } from '../contract/function.ts'
import type { FileIdentity, Indexing, IndexSettings } from '../contract/indexing.ts'
import type { SearchExpression } from '../language/ast.ts'
import type { MacroDefinition } from '../language/source.ts'
import { assetAppPath } from './asset-app.ts'
import { type AppFolder, mergeApps } from './conf/app-layers.ts'
import type { ConfProblem, Setting, Stanza } from './conf/conf-file.ts'
import { type EventType, readEventTypes } from './event-types.ts'
import { compileIndexSettings } from './indexing/index-settings.ts'
import { ruleStanza, sourcetypeRules } from './indexing/sourcetype-rules.ts'
import type { KnowledgeTools, TextTools } from './knowledge-tools.ts'
import { type CompiledKnowledge, knownBatch } from './known-batch.ts'
import { unusedSettings } from './known-settings.ts'
import { type RowFilter, readLookups } from './lookup-stanzas.ts'
import { readMacros } from './macro-stanzas.ts'
import { compileProfile, type Profile } from './props/profile.ts'
import {
  type EventIdentity,
  type StanzaMatcher,
  sourcetypeRenames,
  stanzaMatcher,
} from './props/stanza-match.ts'
import { readTags, type Tags } from './tags.ts'
import { windowsIndexSettings } from './windows-index-settings.ts'

/** What app folders tell about events. Immutable. */
export interface Knowledge {
  readonly macros: ReadonlyMap<string, MacroDefinition>
  readonly lookups: ReadonlyMap<string, LookupReader>
  readonly tags: Tags
  readonly indexing: Indexing
  /** The searches of event types, of those that can be used. */
  readonly eventTypes: ReadonlyMap<string, SearchExpression>
  /** Everything in the apps that does nothing here as it is written. */
  readonly problems: readonly ConfProblem[]
  /** What gives events their fields, for searches of this time and zone. Expressions are compiled when first needed. */
  open(context: EvaluationContext): EventKnowledge
}

/** Gives events the fields that are known of them. */
export type EventKnowledge = (batch: Batch) => Batch

/** For what depends on no search. */
const timeless: EvaluationContext = { now: 0, timeZone: 'UTC' }
/** What the ending of a name tells of a file. */
const formSourcetypes: ReadonlySet<string> = new Set(['csv', 'tsv', 'psv'])

/** Never throws: what cannot be used is told in `problems`, and left out. */
export function buildKnowledge(apps: readonly AppFolder[], texts: TextTools): Knowledge {
  const layers = mergeApps(apps)
  const problems = [...layers.problems]
  const report = (problem: ConfProblem) => problems.push(problem)
  const props = layers.conf('props')
  const transforms = layers.conf('transforms')
  for (const conf of ['props', 'transforms', 'eventtypes', 'macros']) {
    problems.push(...unusedSettings(conf, layers.conf(conf)))
  }
  const files = apps.flatMap(({ lookups }) => lookups)
  const macros = readMacros(layers.conf('macros'))
  const tags = readTags(layers.conf('tags'))
  const rowFilter: RowFilter = (search) => {
    const tools = texts.compilers(timeless, { lookups: new Map(), macros, tags })
    const compiled = tools.search(search)
    if ('problem' in compiled) return compiled
    return (rows) => Array.from(compiled.rows(batchOfRows(rows)), (row) => rows[row]!)
  }
  const lookups = readLookups(transforms, files, texts.parseCsv, rowFilter, report)
  const eventTypes = readEventTypes(layers.conf('eventtypes'))
  const matcher = stanzaMatcher(props, report)
  const renamed = sourcetypeRenames(props)
  const trusted = ownPaths(apps)
  problems.push(...windowsIndexSettings(props, ({ path }) => trusted.has(path)))
  const sourcetypeOfLines = sourcetypeRules(props, report, trusted)
  const indexSettings = new Map<string, IndexSettings>()
  // Somebody's own settings for a name are meant, whatever the file holds.
  const tellsForm = ({ path, value }: Setting): boolean =>
    trusted.has(path) && formSourcetypes.has(value)
  const stanzaOfFile = ({ sources, host }: FileIdentity, sourcetype: string): Stanza => {
    const [source = '', ...otherSources] = sources
    return matcher.settings({ sourcetype, source, otherSources, host })
  }
  const profileOf = (
    settings: Stanza,
    tools: KnowledgeTools,
    tell: (problem: ConfProblem) => void,
  ): Profile =>
    compileProfile(settings, { transforms, keyValues: texts.keyValues, tools, report: tell })

  const check = texts.compilers(timeless, { lookups, macros, tags })
  for (const [name, stanza] of props) {
    if (ruleStanza.test(name)) continue
    if ([...stanza.values()].every(({ path }) => trusted.has(path))) continue
    profileOf(stanza, check, report)
    compileIndexSettings(stanza, { transforms, report })
  }
  for (const { name, search } of eventTypes) {
    if (trusted.has(search.path)) continue
    const compiled = check.search(search.value)
    if (!('problem' in compiled)) continue
    const { path, line } = search
    report({ path, line, message: `the event type "${name}" is never met: ${compiled.problem}` })
  }

  let trees: ReadonlyMap<string, SearchExpression> | undefined
  return {
    macros,
    lookups,
    tags,
    indexing: {
      sourcetypeOfLines,
      sourcetypeOfFile: (file) => {
        const named = stanzaOfFile(file, '').get('sourcetype')
        return named && !tellsForm(named) ? named.value || undefined : undefined
      },
      formOfFile: (file) => {
        const named = stanzaOfFile(file, '').get('sourcetype')
        return named && tellsForm(named) ? named.value : undefined
      },
      settings(file) {
        const settings = stanzaOfFile(file, file.sourcetype)
        const key = keyOf(settings)
        const known = indexSettings.get(key)
        if (known) return known
        const compiled = compileIndexSettings(settings, { transforms, report: () => {} })
        indexSettings.set(key, compiled)
        return compiled
      },
    },
    get eventTypes() {
      trees ??= treesOf(eventTypes, check)
      return trees
    },
    problems: onceEach(problems),
    open(context) {
      const tools = texts.compilers(context, { lookups, macros, tags })
      const profiles = new Map<string, Profile>()
      const searches = searchesOf(eventTypes, tools)
      const compiled: CompiledKnowledge = {
        usesSource: matcher.usesSource,
        usesHost: matcher.usesHost,
        tags,
        eventTypes: eventTypes.map(({ name }) => name),
        renamed,
        eventType: searches,
        profile: remembered((event, readInFull) => {
          const settings = settingsOf(event, readInFull, matcher)
          const key = keyOf(settings)
          const known = profiles.get(key)
          if (known) return known
          const profile = profileOf(settings, tools, () => {})
          profiles.set(key, profile)
          return profile
        }),
      }
      return (batch) => knownBatch(batch, compiled)
    },
  }
}

const mostRemembered = 10_000

/** Events of one source come in many batches. */
function remembered(profileOf: CompiledKnowledge['profile']): CompiledKnowledge['profile'] {
  const known = new Map<string, Profile>()
  return (event, readInFull) => {
    const key = `${event.sourcetype}\0${event.source}\0${event.host}\0${readInFull}`
    const profile = known.get(key) ?? profileOf(event, readInFull)
    if (known.size >= mostRemembered) known.clear()
    known.set(key, profile)
    return profile
  }
}

/** Files of apps that come with the product: a test has compiled them, and so do searches where they are used. */
const ownPaths = (apps: readonly AppFolder[]): ReadonlySet<string> =>
  new Set(apps.flatMap(({ builtIn, files }) => (builtIn ? files.map(({ path }) => path) : [])))

const noKeyValues: Setting = { value: 'none', path: '', line: 0 }

/** Events for which there is no stanza, or whose fields were all read already, get no automatic extraction. */
function settingsOf(
  event: EventIdentity,
  readInFull: string | undefined,
  matcher: StanzaMatcher,
): Stanza {
  const settings = matcher.settings(event)
  const mode = settings.get('KV_MODE')?.value.toLowerCase()
  const isRead =
    mode === undefined
      ? readInFull !== undefined ||
        [...settings.values()].every(({ path }) => path === assetAppPath)
      : (readInFull === 'json' || readInFull === 'table') && (mode === 'json' || mode === 'auto')
  if (!isRead) return settings
  return new Map([...settings, ['KV_MODE', noKeyValues]])
}

/** Events for which the same settings hold have one profile, however many hosts they come from. */
const keyOf = (settings: Stanza): string =>
  JSON.stringify([...settings].map(([key, { path, line }]) => [key, path, line]))

function treesOf(
  eventTypes: readonly EventType[],
  tools: KnowledgeTools,
): ReadonlyMap<string, SearchExpression> {
  const trees = new Map<string, SearchExpression>()
  for (const { name, search } of eventTypes) {
    const compiled = tools.search(search.value)
    if (!('problem' in compiled)) trees.set(name, compiled.tree)
  }
  return trees
}

function searchesOf(
  eventTypes: readonly EventType[],
  tools: KnowledgeTools,
): (name: string) => CompiledPredicate | undefined {
  const texts = new Map(eventTypes.map(({ name, search }) => [name, search.value]))
  const made = new Map<string, CompiledPredicate | undefined>()
  return (name) => {
    if (made.has(name)) return made.get(name)
    const text = texts.get(name)
    const compiled = text === undefined ? undefined : tools.search(text)
    const predicate = compiled && 'problem' in compiled ? undefined : compiled
    made.set(name, predicate)
    return predicate
  }
}

function onceEach(problems: readonly ConfProblem[]): readonly ConfProblem[] {
  const seen = new Map(problems.map((problem) => [JSON.stringify(problem), problem]))
  return [...seen.values()]
}
