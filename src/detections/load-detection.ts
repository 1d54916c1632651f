import {
  type AttackData,
  type Detection,
  type DetectionTest,
  type DrilldownTemplate,
  severityOf,
} from './detection.ts'
import { noRisk, type Risk, riskOfFindings, riskOfRba, riskOfTags } from './load-risk.ts'
import { reportUnknownKeys } from './unknown-keys.ts'
import type { YamlMapping } from './yaml-file.ts'
import {
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
  const name = requiredTextAt(root, 'name')?.text
  const search = requiredTextAt(root, 'search')
  if (name === undefined || search === null) return null
  const tags = mappingAt(root, 'tags')
  const rba = mappingAt(root, 'rba')
  const generation = generationOf(root, tags, rba)
  reportUnknownKeys(root, generation)
  const labels = generation === 3 ? root : tags
  const risk = riskOf(generation, root, tags, rba)
  const type = stringAt(root, 'type')
  const status = stringAt(root, 'status').toLowerCase()
  return {
    generation,
    path: root.file.path,
    name,
    id: stringAt(root, 'id'),
    version: stringAt(root, 'version'),
    date: stringAt(root, generation === 3 ? 'modification_date' : 'date'),
    author: stringAt(root, 'author'),
    status,
    deprecated: status === 'deprecated' || /[\\/]deprecated[\\/]/.test(root.file.path),
    type,
    description: stringAt(root, 'description'),
    howToImplement: stringAt(root, 'how_to_implement'),
    knownFalsePositives: stringAt(root, 'known_false_positives'),
    references: stringsAt(root, 'references'),
    search,
    ...risk,
    severity: severityOf(risk.score, type),
    requiredFields: stringsAt(tags, 'required_fields'),
    attackIds: labels === null ? [] : textsAt(labels, 'mitre_attack_id'),
    drilldowns: drilldownsOf(root),
    stories: stringsAt(labels, 'analytic_story'),
    dataSources: stringsAt(root, root.entries.has('data_sources') ? 'data_sources' : 'data_source'),
    assetType: stringAt(labels, 'asset_type'),
    securityDomain: stringAt(labels, 'security_domain'),
    products: stringsAt(labels, 'product'),
    cves: [...stringsAt(labels, 'cve'), ...stringsAt(labels, 'CVE')],
    tests: testsOf(root),
  }
}

function generationOf(
  root: YamlMapping,
  tags: YamlMapping | null,
  rba: YamlMapping | null,
): Detection['generation'] {
  const has = (key: string) => root.entries.has(key)
  if (has('finding') || has('intermediate_findings') || has('creation_date')) return 3
  if (rba !== null) return 2
  const rated = ['confidence', 'impact', 'observable', 'risk_score', 'required_fields']
  if (tags !== null) return rated.some((key) => tags.entries.has(key)) ? 1 : 2
  return has('analytic_story') ? 3 : 2
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
