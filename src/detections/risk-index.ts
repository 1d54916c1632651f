import { textOf } from '../values/convert.ts'
import { multivalueOf, type Value, valuesOf } from '../values/value.ts'
import { type Annotations, annotationsOf } from './annotations.ts'
import type { Attack } from './attack.ts'
import type { Detection } from './detection.ts'
import type { Finding, FindingTimes } from './finding.ts'
import { rowTime } from './result-row.ts'
import type { ResultRow } from './tokens.ts'

/** An event of the index `risk`. */
export type RiskIndexEvent = Readonly<Record<string, Value>>

export const riskIndex = 'risk'

/** What Splunk calls a detection of this content. */
export const savedSearchName = ({ name }: Pick<Detection, 'name'>): string =>
  `ESCU - ${name} - Rule`

/**
 * The events that the risk of a finding puts into the index `risk`: one for each row and value of a risk object, with all that the row
 * holds. A row without a time of its own counts as found right after the last event: a hunt over files has no schedule, and its clock
 * says nothing about them. Sources: splunk/addonfactory-splunk_sa_cim, `cim_actions.py` (fields of the row, which of them become
 * `orig_…` or are left out, and the text of the event); splunk/contentctl, `risk_event.py`; Splunk Enterprise Security, "How risk
 * modifiers impact risk scores" and "Use security framework annotations in correlation searches".
 */
export function* riskEventsOf(
  detection: Detection,
  finding: Finding,
  times: FindingTimes,
  attack: Attack | null,
): Generator<RiskIndexEvent> {
  const shared = annotationFields(annotationsOf(detection, attack))
  const name = savedSearchName(detection)
  for (const [index, risk] of finding.risk.entries()) {
    if (risk.throttled === true || risk.objects.length === 0) continue
    const row = finding.rows[index]!
    const time = rowTime(row) ?? times.latest ?? times.searchLatest
    const common: Record<string, Value> = {
      ...fieldsOfRow(row),
      ...shared,
      info_min_time: times.searchEarliest,
      info_max_time: times.searchLatest,
      savedsearch_description: detection.description || null,
      security_domain: detection.securityDomain || null,
      threat_object: multivalueOf(risk.threatObjects.map(({ value }) => value)),
      threat_object_type: multivalueOf(risk.threatObjects.map(({ type }) => type)),
    }
    for (const object of risk.objects) {
      const fields: Record<string, Value> = {
        ...common,
        contributing_events_search: `| savedsearch ${quoted(name)} | search ${object.field}=${quoted(object.value)}`,
        normalized_risk_object: object.value,
        risk_message: object.message ?? risk.message,
        risk_object: object.value,
        risk_object_field: object.field,
        risk_object_type: object.type,
        risk_score: object.score,
      }
      yield {
        _time: time,
        _raw: rawText(time, name, fields),
        index: riskIndex,
        source: name,
        sourcetype: 'stash',
        search_name: name,
        ...present(fields),
      }
    }
  }
}

function annotationFields({ frameworks, attack }: Annotations): Record<string, Value> {
  const all = [...frameworks.values()].flat()
  return {
    analyticstories: multivalueOf(frameworks.get('analytic_story') ?? []),
    annotations: JSON.stringify(Object.fromEntries(frameworks)),
    'annotations._all': multivalueOf([...new Set(all)]),
    'annotations._frameworks': multivalueOf([...frameworks.keys()]),
    ...Object.fromEntries(
      [...frameworks].map(([name, values]) => [`annotations.${name}`, multivalueOf(values)]),
    ),
    'annotations.mitre_attack.mitre_tactic': multivalueOf(attack.tactics),
    'annotations.mitre_attack.mitre_tactic_id': multivalueOf(attack.tacticIds),
    'annotations.mitre_attack.mitre_technique': multivalueOf(attack.techniques),
    'annotations.mitre_attack.mitre_technique_id': multivalueOf(attack.techniqueIds),
  }
}

/** Fields that say of an event where it came from become those of the event that the row came from. */
const renamed = new Set(
  (
    '_time _raw _bkt _cd splunk_server index source sourcetype host linecount timestartpos timeendpos eventtype tag search_name ' +
    'event_hash event_id'
  ).split(' '),
)
const leftOut = /^(?:_.*|date_.*|punct|sid|rid|orig_sid|orig_rid)$/

function fieldsOfRow(row: ResultRow): Record<string, Value> {
  const fields: Record<string, Value> = {}
  for (const [name, value = null] of Object.entries(row)) {
    if (value === null || value === '') continue
    if (renamed.has(name) || name.startsWith('tag::')) {
      fields[`orig_${name.replace(/^_/, '')}`] = value
    } else if (!leftOut.test(name)) fields[name] ??= value
  }
  return fields
}

const present = (fields: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))

/** As Splunk's actions write it: the time, the name of the search, then all fields in the order of their names. */
function rawText(time: number, name: string, fields: Record<string, Value>): string {
  const names = Object.keys(fields).sort()
  const pairs = names.flatMap((field) =>
    valuesOf(fields[field] ?? null).map((value) => `${field}=${quoted(textOf(value))}`),
  )
  return [textOf(time), `search_name=${quoted(name)}`, ...pairs].join(', ')
}

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`
