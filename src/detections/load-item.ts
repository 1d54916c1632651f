import type { ContentItem } from './content-item.ts'
import type { Deployment, Deprecation, FindingAction, Scheduling } from './deployment.ts'
import { openYaml, type YamlMapping } from './yaml-file.ts'
import {
  booleanAt,
  mappingAt,
  placeOf,
  requiredTextAt,
  stringAt,
  stringsAt,
} from './yaml-values.ts'

/** What all kinds of content share; `null` without a name, which is then reported. */
export function loadItem(root: YamlMapping): ContentItem | null {
  const name = requiredTextAt(root, 'name')?.text
  if (name === undefined) return null
  return {
    path: root.file.path,
    source: root.file.text,
    name,
    id: stringAt(root, 'id'),
    version: stringAt(root, 'version'),
    date: stringAt(root, root.entries.has('modification_date') ? 'modification_date' : 'date'),
    author: stringAt(root, 'author'),
    status: stringAt(root, 'status').toLowerCase(),
    description: stringAt(root, 'description'),
    references: stringsAt(root, 'references'),
    placeOf: placesIn(root.file.path, root.file.text),
  }
}

/** A tree is many times as large as its text: it is read again for the few files of which something is told. */
function placesIn(path: string, text: string): ContentItem['placeOf'] {
  let root: YamlMapping | null = null
  return (...steps) => {
    root ??= openYaml(path, text).root
    return root ? placeOf(root, steps) : { line: 1, column: 1 }
  }
}

/** A deployment, of its own file or within a detection. */
export function loadDeployment(mapping: YamlMapping): Deployment {
  const action = mappingAt(mapping, 'alert_action')
  const finding = action && mappingAt(action, 'notable')
  const risk = action && mappingAt(action, 'rba')
  const scheduling = mappingAt(mapping, 'scheduling')
  return {
    scheduling: scheduling && schedulingOf(scheduling),
    finding: finding && findingOf(finding),
    risk: risk && booleanAt(risk, 'enabled'),
  }
}

const schedulingOf = (mapping: YamlMapping): Scheduling => ({
  cron: stringAt(mapping, 'cron_schedule'),
  earliest: stringAt(mapping, 'earliest_time'),
  latest: stringAt(mapping, 'latest_time'),
  window: stringAt(mapping, 'schedule_window'),
})

const findingOf = (mapping: YamlMapping): FindingAction => ({
  title: stringAt(mapping, 'rule_title'),
  description: stringAt(mapping, 'rule_description'),
  fields: stringsAt(mapping, 'nes_fields'),
})

/** `deprecation_info`, or a row of a deprecation mapping. */
export const deprecationOf = (mapping: YamlMapping): Deprecation => ({
  reason: stringAt(mapping, 'reason'),
  removedInVersion: stringAt(mapping, 'removed_in_version'),
  replacements: stringsAt(mapping, 'replacement_content'),
})
