import {
  type AttackData,
  type Detection,
  type DetectionTest,
  type DrilldownTemplate,
  severityOf,
  type Throttling,
} from './detection.ts'
import { deprecationOf, loadDeployment, loadItem } from './load-item.ts'
import { noRisk, type Risk, riskOfFindings, riskOfRba, riskOfTags } from './load-risk.ts'
import { reportUnknownKeys } from './unknown-keys.ts'
import { mappingOf, type YamlMapping } from './yaml-file.ts'
import {
  booleanAt,
  mappingAt,
  mappingsAt,
  numberAt,
  requiredTextAt,
  stringAt,
  stringsAt,
  textAt,
  textsAt,
} from './yaml-values.ts'

/** The detection of a file of any generation; `null` without a name or a search, which is then reported. */
export function loadDetection(root: YamlMapping): Detection | null {
  const item = loadItem(root)
  const search = requiredTextAt(root, 'search')
  if (item === null || search === null) return null
  const tags = mappingAt(root, 'tags')
  const rba = mappingAt(root, 'rba')
  const generation = generationOf(root)
  reportUnknownKeys(root, generation)
  const labels = generation === 3 ? root : tags
  const risk = riskOf(generation, root, tags, rba)
  const type = stringAt(root, 'type')
  const deployment = mappingAt(root, 'deployment')
  const deprecation = mappingAt(root, 'deprecation_info')
  return {
    path: item.path,
    source: item.source,
    name: item.name,
    id: item.id,
    version: item.version,
    date: item.date,
    author: item.author,
    status: item.status,
    description: item.description,
    references: item.references,
    placeOf: item.placeOf,
    generation,
    creationDate: stringAt(root, 'creation_date'),
    deprecated: item.status === 'deprecated' || /[\\/]deprecated[\\/]/.test(item.path),
    type,
    explanation: stringAt(root, 'explanation'),
    howToImplement: stringAt(root, 'how_to_implement'),
    knownFalsePositives: stringAt(root, 'known_false_positives'),
    search,
    dataModels: textOrList(root, 'datamodel'),
    // Spread out: to spread an object behind other properties takes as long as all the rest together.
    findingTitle: risk.findingTitle,
    riskMessage: risk.riskMessage,
    riskObjects: risk.riskObjects,
    threatObjects: risk.threatObjects,
    score: risk.score,
    confidence: risk.confidence,
    impact: risk.impact,
    severity: severityOf(risk.score, type),
    requiredFields: stringsAt(tags, 'required_fields'),
    drilldowns: drilldownsOf(root),
    dataSources: textsAt(root, root.entries.has('data_sources') ? 'data_sources' : 'data_source'),
    // What generation 3 writes at the top, and the others under `tags`.
    attackIds: labels === null ? [] : textsAt(labels, 'mitre_attack_id'),
    stories: labels === null ? [] : textsAt(labels, 'analytic_story'),
    assetType: stringAt(labels, 'asset_type'),
    securityDomain: stringAt(labels, 'security_domain'),
    products: stringsAt(labels, 'product'),
    cves: [...stringsAt(labels, 'cve'), ...stringsAt(labels, 'CVE')],
    groups: stringsAt(labels, 'group'),
    atomicIds: stringsAt(labels, 'atomic_guid'),
    killChainPhases: stringsAt(labels, 'kill_chain_phases'),
    nist: stringsAt(labels, 'nist'),
    cis20: stringsAt(labels, 'cis20'),
    datasets: stringsAt(labels, 'dataset'),
    manualTest: stringAt(labels, 'manual_test') || null,
    throttling: labels && throttlingOf(labels),
    category: stringAt(root, 'category') || categoryOfPath(item.path),
    deployment: deployment && loadDeployment(deployment),
    schedule: stringAt(root, 'schedule'),
    enabledByDefault: booleanAt(root, 'enabled_by_default'),
    deprecation: deprecation && deprecationOf(deprecation),
    tests: testsOf(root),
  }
}

function throttlingOf(labels: YamlMapping): Throttling | null {
  const throttling = mappingAt(labels, 'throttling')
  return (
    throttling && { fields: textsAt(throttling, 'fields'), period: textAt(throttling, 'period') }
  )
}

/** `…/detections/endpoint/x.yml` is of the category `endpoint`. */
const categoryOfPath = (path: string): string =>
  /[\\/]detections[\\/](?:deprecated[\\/]|experimental[\\/])?([^\\/]+)[\\/][^\\/]+$/.exec(
    path,
  )?.[1] ?? ''

function textOrList(root: YamlMapping, key: string): readonly string[] {
  if (root.entries.get(key)?.value?.kind !== 'scalar') return stringsAt(root, key)
  const text = stringAt(root, key)
  return text === '' ? [] : [text]
}

/** By the keys that only one generation has. */
export function generationOf({ file, entries }: YamlMapping): Detection['generation'] {
  if (
    entries.has('finding') ||
    entries.has('intermediate_findings') ||
    entries.has('creation_date')
  )
    return 3
  if (entries.has('rba')) return 2
  const tags = entries.get('tags')?.value
  const labels = tags ? mappingOf(file, tags) : null
  const rated = ['confidence', 'impact', 'observable', 'risk_score', 'required_fields']
  if (labels !== null) return rated.some((key) => labels.entries.has(key)) ? 1 : 2
  return entries.has('analytic_story') ? 3 : 2
}

function riskOf(
  generation: Detection['generation'],
  root: YamlMapping,
  tags: YamlMapping | null,
  rba: YamlMapping | null,
): Risk {
  if (generation === 3) return riskOfFindings(root)
  if (rba !== null) return riskOfRba(rba)
  return generation === 1 && tags !== null ? riskOfTags(tags) : noRisk
}

function drilldownsOf(root: YamlMapping): DrilldownTemplate[] {
  return mappingsAt(root, 'drilldown_searches').flatMap((drilldown) => {
    const name = requiredTextAt(drilldown, 'name')
    const search = requiredTextAt(drilldown, 'search')
    if (name === null || search === null) return []
    const earliestOffset = textAt(drilldown, 'earliest_offset')
    return [{ name, search, earliestOffset, latestOffset: textAt(drilldown, 'latest_offset') }]
  })
}

function testsOf(root: YamlMapping): DetectionTest[] {
  return mappingsAt(root, 'tests').map((test) => ({
    name: stringAt(test, 'name'),
    type: stringAt(test, 'test_type'),
    earliestTime: textAt(test, 'earliest_time')?.text ?? null,
    latestTime: textAt(test, 'latest_time')?.text ?? null,
    attackData: mappingsAt(test, 'attack_data').flatMap((data) => attackDataOf(data)),
    expectedResults: numberAt(test, 'expected_results'),
  }))
}

function attackDataOf(mapping: YamlMapping): AttackData[] {
  const data = requiredTextAt(mapping, 'data')
  if (data === null) return []
  return [
    {
      data,
      source: stringAt(mapping, 'source'),
      sourcetype: stringAt(mapping, 'sourcetype'),
      host: textAt(mapping, 'host')?.text ?? null,
      index: (textAt(mapping, 'custom_index') ?? textAt(mapping, 'index'))?.text ?? null,
    },
  ]
}
