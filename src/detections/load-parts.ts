import { posix } from 'node:path'
import type { DataSource, LookupContent, MacroContent, Story } from './content.ts'
import { loadItem } from './load-item.ts'
import type { YamlMapping } from './yaml-file.ts'
import {
  mappingAt,
  mappingsAt,
  numberAt,
  offsetOf,
  requiredTextAt,
  stringAt,
  stringsAt,
  textAt,
} from './yaml-values.ts'

/** Each function gives `null` when something needed is missing, which is then reported. */
export function loadMacro(root: YamlMapping): MacroContent | null {
  const item = loadItem(root)
  const definition = requiredTextAt(root, 'definition')
  if (item === null || definition === null) return null
  return { ...item, arguments: stringsAt(root, 'arguments'), definition }
}

/** Both forms: up to 2024 with `filename` or `collection`, since then with `lookup_type` and a CSV of the YAML's own name. */
export function loadLookup(root: YamlMapping): LookupContent | null {
  const item = loadItem(root)
  if (item === null) return null
  const type = lookupType(root)
  if (type === null) return null
  return {
    ...item,
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
  const item = loadItem(root)
  if (item === null) return null
  const tags = mappingAt(root, 'tags') ?? root
  return {
    ...item,
    narrative: stringAt(root, 'narrative'),
    categories: stringsAt(tags, 'category'),
    usecase: stringAt(tags, 'usecase'),
    products: stringsAt(tags, 'product'),
    cves: stringsAt(tags, 'cve'),
    groups: stringsAt(tags, 'group'),
  }
}

export function loadDataSource(root: YamlMapping): DataSource | null {
  const item = loadItem(root)
  if (item === null) return null
  return {
    ...item,
    source: stringAt(root, 'source'),
    sourcetype: stringAt(root, 'sourcetype'),
    separator: stringAt(root, 'separator'),
    separatorValue: stringAt(root, 'separator_value'),
    configuration: stringAt(root, 'configuration'),
    addOns: mappingsAt(root, 'supported_TA').map((addOn) => ({
      name: stringAt(addOn, 'name'),
      url: stringAt(addOn, 'url'),
      version: stringAt(addOn, 'version'),
    })),
    fields: stringsAt(root, 'fields'),
    outputFields: stringsAt(root, 'output_fields'),
    attackComponents: stringsAt(root, 'mitre_components'),
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
  const items =
    root.entries.get(key)?.value?.kind === 'scalar'
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
