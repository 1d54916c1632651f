import { stringify } from 'yaml'
import { formatContent } from './format-content.ts'

/** The answers that a new detection is made of. */
export interface NewDetection {
  readonly name: string
  readonly id: string
  /** `2026-03-10` */
  readonly date: string
  readonly author: string
  readonly type: 'TTP' | 'Anomaly' | 'Hunting' | 'Correlation'
  readonly description: string
  readonly dataSources: readonly string[]
  /** Without its filter macro. */
  readonly search: string
  /** The field whose entity gets the risk. */
  readonly field: string
  readonly stories: readonly string[]
  readonly techniques: readonly string[]
  readonly assetType: string
  readonly securityDomain: string
  /** Where events are in which it finds something; without it the detection is an experiment. */
  readonly test: {
    readonly data: string
    readonly source: string
    readonly sourcetype: string
  } | null
}

/** The name of its file, without the ending. */
export const stemOfName = (name: string): string => name.replaceAll(/[ \-./]/g, '_').toLowerCase()

/**
 * The file of a detection with all parts that its type must have, in generation 2 of the format. What the answers do not tell is written in words
 * that say what belongs there.
 */
export function newDetectionText(given: NewDetection): string {
  const { name, id, date, author, type, description, dataSources, field, test } = given
  const risky = type === 'TTP' || type === 'Anomaly'
  const found = {
    name,
    id,
    version: 1,
    date,
    author,
    status: test === null ? 'experimental' : 'production',
    type,
    description,
    data_source: dataSources,
    search: `${given.search.trim()}\n| \`${stemOfName(name)}_filter\``,
    how_to_implement:
      dataSources.length > 0 ? `Collect ${dataSources.join(' and ')}.` : 'Say which data it needs.',
    known_false_positives: 'None known yet.',
    references: [],
    ...(type !== 'Hunting' && { drilldown_searches: drilldownsOf(field) }),
    ...(risky && { rba: riskOf(name, field, type) }),
    tags: {
      analytic_story: given.stories,
      asset_type: given.assetType,
      mitre_attack_id: given.techniques,
      product: ['Splunk Enterprise', 'Splunk Enterprise Security', 'Splunk Cloud'],
      security_domain: given.securityDomain,
    },
    ...(test !== null && { tests: [{ name: 'True Positive Test', attack_data: [test] }] }),
  }
  const result = formatContent(stringify(found, { lineWidth: 120 }))
  if (result.kind === 'refused')
    throw new Error(`the new detection cannot be written: ${result.reason}`)
  return result.text
}

const drilldownsOf = (field: string) =>
  [
    {
      name: `View the detection results for - "$${field}$"`,
      search: `%original_detection_search% | search ${field}="$${field}$"`,
    },
    {
      name: `View risk events for the last 7 days for - "$${field}$"`,
      search: `| from datamodel Risk.All_Risk | search normalized_risk_object="$${field}$" | stats count min(_time) as firstTime max(_time) as lastTime values(search_name) as "Search Name" values(risk_message) as "Risk Message" by normalized_risk_object`,
    },
  ].map((drilldown) => ({
    ...drilldown,
    earliest_offset: '$info_min_time$',
    latest_offset: '$info_max_time$',
  }))

const riskOf = (name: string, field: string, type: NewDetection['type']) => ({
  message: `${name} on $${field}$`,
  risk_objects: [{ field, type: entityTypeOf(field), score: type === 'TTP' ? 50 : 30 }],
  threat_objects: [],
})

function entityTypeOf(field: string): string {
  if (/user|account|email|sender|recipient/i.test(field)) return 'user'
  return /^(?:dest|src|host|dvc|computer)|_ip$|_host$/i.test(field) ? 'system' : 'other'
}
