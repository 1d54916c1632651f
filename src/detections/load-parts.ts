import { posix } from 'node:path'
import { isScalar } from 'yaml'
import type { DataSource, LookupContent, MacroContent, Story } from './content.ts'
import type { YamlMapping } from './yaml-file.ts'
import {
  mappingAt,
  numberAt,
  offsetOf,
  requiredTextAt,
  stringAt,
  stringsAt,
  textAt,
} from './yaml-values.ts'

/** Each function gives `null` when something needed is missing, which is then reported. */
export function loadMacro(root: YamlMapping): MacroContent | null {
  const name = requiredTextAt(root, 'name')?.text
  const definition = requiredTextAt(root, 'definition')
  if (name === undefined || definition === null) return null
  return {
    path: root.file.path,
    name,
    arguments: stringsAt(root, 'arguments'),
    definition,
    description: stringAt(root, 'description'),
  }
}

/** Both forms: up to 2024 with `filename` or `collection`, since then with `lookup_type` and a CSV of the YAML's own name. */
export function loadLookup(root: YamlMapping): LookupContent | null {
  const name = requiredTextAt(root, 'name')?.text
  if (name === undefined) return null
  const type = lookupType(root)
  if (type === null) return null
  return {
    path: root.file.path,
    name,
    description: stringAt(root, 'description'),
    type,
    csv: type === 'csv' ? csvPath(root) : null,
    fields: [...commaSeparated(root, 'fields_list'), ...commaSeparated(root, 'fields')],
    matchType: commaSeparated(root, 'match_type').join(', '),
    // A truth value becomes its word in lower case, as contentctl writes it into transforms.conf.
    defaultMatch:
      textAt(root, 'default_match')?.text.replace(/^(?:true|false)$/i, foldWord) ?? null,
    caseSensitiveMatch: isTrue(root, 'case_sensitive_match', true),
    minMatches: numberAt(root, 'min_matches'),
    maxMatches: numberAt(root, 'max_matches'),
  }
}

export function loadStory(root: YamlMapping): Story | null {
  const name = requiredTextAt(root, 'name')?.text
  if (name === undefined) return null
  const tags = mappingAt(root, 'tags') ?? root
  return {
    path: root.file.path,
    name,
    id: stringAt(root, 'id'),
    version: stringAt(root, 'version'),
    date: stringAt(root, root.entries.has('modification_date') ? 'modification_date' : 'date'),
    author: stringAt(root, 'author'),
    description: stringAt(root, 'description'),
    narrative: stringAt(root, 'narrative'),
    references: stringsAt(root, 'references'),
    categories: stringsAt(tags, 'category'),
    usecase: stringAt(tags, 'usecase'),
  }
}

export function loadDataSource(root: YamlMapping): DataSource | null {
  const name = requiredTextAt(root, 'name')?.text
  if (name === undefined) return null
  return {
    path: root.file.path,
    name,
    id: stringAt(root, 'id'),
    description: stringAt(root, 'description'),
    source: stringAt(root, 'source'),
    sourcetype: stringAt(root, 'sourcetype'),
    separator: stringAt(root, 'separator'),
    fields: stringsAt(root, 'fields'),
    exampleLog: stringAt(root, 'example_log'),
  }
}

function lookupType(root: YamlMapping): LookupContent['type'] | null {
  const stated = textAt(root, 'lookup_type')?.text
  if (stated === 'csv' || stated === 'kvstore' || stated === 'mlmodel') return stated
  if (stated !== undefined) {
    const message = `the lookup type should be csv, kvstore or mlmodel, and is ${stated}`
    root.file.report('YML0204', 'error', offsetOf(root, 'lookup_type'), message)
    return null
  }
  if (root.entries.has('collection')) return 'kvstore'
  const filename = requiredTextAt(root, 'filename')?.text
  if (filename === undefined) return null
  return filename.endsWith('.mlmodel') ? 'mlmodel' : 'csv'
}

/** One text with commas, as up to 2024, or a list, as since. */
function commaSeparated(root: YamlMapping, key: string): string[] {
  const items = isScalar(root.entries.get(key)?.value)
    ? stringAt(root, key).split(',')
    : stringsAt(root, key)
  return items.map((item) => item.trim()).filter((item) => item !== '')
}

function csvPath(root: YamlMapping): string {
  const path = root.file.path.replaceAll('\\', '/')
  const filename = textAt(root, 'filename')?.text
  if (filename === undefined) return path.replace(/\.ya?ml$/i, '.csv')
  return posix.join(posix.dirname(path), filename)
}

const foldWord = (word: string): string => word.toLowerCase()

/** Splunk takes `true`, `t`, `yes`, `y` and `1` for true. */
function isTrue(root: YamlMapping, key: string, otherwise: boolean): boolean {
  const text = textAt(root, key)?.text
  return text === undefined ? otherwise : /^(?:true|t|yes|y|1)$/i.test(text)
}
