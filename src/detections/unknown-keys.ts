import type { Detection } from './detection.ts'
import type { YamlMapping } from './yaml-file.ts'
import { mappingAt } from './yaml-values.ts'

/** Keys that the formats define. Sources: contentctl 4.4 and 5.6 (generations 1 and 2), schemas of security_content (3). */
const common =
  'name id version author status type description data_source data_sources search how_to_implement known_false_positives ' +
  'references drilldown_searches tests explanation enabled_by_default deployment datamodel'

const labels =
  'analytic_story asset_type mitre_attack_id product security_domain cve group atomic_guid throttling manual_test ' +
  'research_site_url mappings'

const known: Readonly<Record<Detection['generation'], { root: Set<string>; tags: Set<string> }>> = {
  1: {
    root: keys(common, 'date tags update_timestamp'),
    tags: keys(
      labels,
      'confidence impact message observable required_fields risk_score kill_chain_phases nist cis20 context dataset ' +
        'risk_severity automated_detection_testing CVE',
    ),
  },
  2: { root: keys(common, 'date rba tags'), tags: keys(labels) },
  3: {
    root: keys(
      common,
      labels,
      'creation_date modification_date finding intermediate_findings threat_objects category schedule custom_schedule ' +
        'deprecation_info',
    ),
    tags: keys(),
  },
}

/** Warns of every key at the top and under `tags` that the file's generation does not define: it has no effect. */
export function reportUnknownKeys(root: YamlMapping, generation: Detection['generation']): void {
  report(root, known[generation].root)
  const tags = root.entries.has('tags') ? mappingAt(root, 'tags') : null
  if (tags !== null) report(tags, known[generation].tags)
}

function report(mapping: YamlMapping, allowed: ReadonlySet<string>): void {
  for (const [key, { keyOffset }] of mapping.entries)
    if (!allowed.has(key))
      mapping.file.report(
        'YML0203',
        'warning',
        keyOffset,
        `the key "${key}" is not known, and has no effect`,
      )
}

function keys(...lists: readonly string[]): Set<string> {
  return new Set(lists.flatMap((list) => list.split(' ')))
}
