import type { CompiledExpression } from '../../contract/expression.ts'
import { compilePattern } from '../../values/pattern.ts'
import { type ConfFile, type ConfProblem, isYes, type Stanza } from '../conf/conf-file.ts'
import type { KeyValueReader, KnowledgeTools, LookupStep } from '../knowledge-tools.ts'
import { type FieldAlias, parseAliases } from './aliases.ts'
import { type Extraction, namedGroupsExtraction } from './extraction.ts'
import { classesOf, refuse } from './setting-classes.ts'
import { transformExtraction } from './transform.ts'

/** What `props.conf` does to the events of one sourcetype, source and host, in the order in which it is done. */
export interface Profile {
  readonly extractions: readonly Extraction[]
  readonly keyValues: Extraction | undefined
  readonly aliases: readonly FieldAlias[]
  readonly calculations: ReadonlyMap<string, CompiledExpression>
  readonly lookups: readonly LookupStep[]
}

export interface ProfileSources {
  readonly transforms: ConfFile
  readonly keyValues: ReadonlyMap<string, KeyValueReader>
  readonly tools: KnowledgeTools
  report(problem: ConfProblem): void
}

/**
 * Compiles the settings that act when a search runs. Settings of one kind take effect in ASCII order of their class.
 * Source: Splunk Knowledge Manager Manual, "The sequence of search-time operations".
 */
export function compileProfile(settings: Stanza, sources: ProfileSources): Profile {
  const { tools } = sources
  return {
    extractions: [...inlineExtractions(settings, sources), ...reports(settings, sources)],
    keyValues: keyValueExtraction(settings, sources),
    aliases: classesOf(settings, 'FIELDALIAS-').flatMap(([, setting]) => {
      const aliases = parseAliases(setting.value)
      if (!aliases) refuse(setting, 'it is not a list of "field AS alias"', sources)
      return aliases ?? []
    }),
    calculations: new Map(
      classesOf(settings, 'EVAL-').flatMap(([name, setting]) => {
        const compiled = tools.expression(setting.value)
        if (!('problem' in compiled)) return [[name, compiled] as const]
        refuse(setting, compiled.problem, sources)
        return []
      }),
    ),
    lookups: classesOf(settings, /^LOOKUP[-_]?/i).flatMap(([, setting]) => {
      const compiled = tools.lookup(setting.value)
      if (!('problem' in compiled)) return [compiled]
      refuse(setting, compiled.problem, sources)
      return []
    }),
  }
}

function inlineExtractions(settings: Stanza, sources: ProfileSources): Extraction[] {
  return classesOf(settings, 'EXTRACT-').flatMap(([, setting]) => {
    const [, regex = setting.value, source = '_raw'] =
      /^(.*\S)\s+in\s+([A-Za-z0-9_]+)$/s.exec(setting.value) ?? []
    const pattern = compilePattern(regex, 'ms')
    if (!('problem' in pattern)) return [namedGroupsExtraction(pattern, source)]
    refuse(setting, pattern.problem, sources)
    return []
  })
}

function reports(settings: Stanza, sources: ProfileSources): Extraction[] {
  return classesOf(settings, 'REPORT-').flatMap(([, setting]) =>
    setting.value.split(/[\s,]+/).flatMap((name) => {
      if (name === '') return []
      const stanza = sources.transforms.get(name)
      const compiled = stanza
        ? transformExtraction(stanza)
        : { problem: `there is no stanza [${name}] in transforms.conf` }
      if (!('problem' in compiled)) return [compiled]
      refuse(setting, `${name}: ${compiled.problem}`, sources)
      return []
    }),
  )
}

/** Of a text that is a JSON object the members, unless AUTO_KV_JSON is false; else pairs. */
function autoReader(settings: Stanza, { keyValues }: ProfileSources): KeyValueReader | undefined {
  const pairs = keyValues.get('auto')
  const json = keyValues.get('json')
  const setting = settings.get('AUTO_KV_JSON')
  if (!pairs || !json || (setting?.value && !isYes(setting))) return pairs
  return (text, found) => {
    let isObject = false
    if (/^\s*[{[]/.test(text)) {
      json(text, (name, value) => {
        isObject = true
        found(name, value)
      })
    }
    if (!isObject) pairs(text, found)
  }
}

function keyValueExtraction(settings: Stanza, sources: ProfileSources): Extraction | undefined {
  const setting = settings.get('KV_MODE')
  const mode = (setting?.value ?? 'auto').toLowerCase()
  if (mode === 'none') return undefined
  const read = mode === 'auto' ? autoReader(settings, sources) : sources.keyValues.get(mode)
  if (read) return { source: '_raw', outputs: 'any', addsValues: true, find: read }
  if (setting) refuse(setting, `KV_MODE=${setting.value} is not supported`, sources)
  return undefined
}
