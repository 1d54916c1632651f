import type { Detection, RiskObject, ThreatObject } from './detection.ts'
import type { PlacedText } from './placed-text.ts'
import type { YamlMapping } from './yaml-file.ts'
import {
  mappingAt,
  mappingsAt,
  numberAt,
  offsetOf,
  requiredTextAt,
  stringsAt,
  textAt,
} from './yaml-values.ts'

export type Risk = Pick<
  Detection,
  | 'findingTitle'
  | 'riskMessage'
  | 'riskObjects'
  | 'threatObjects'
  | 'score'
  | 'confidence'
  | 'impact'
>

const none = { findingTitle: null, score: null, confidence: null, impact: null } as const

/**
 * Generation 1. Source of the conversion: splunk/contentctl 4.4, `detection_tags.py` and `observable.py`: the score is
 * round(confidence × impact / 100), whatever `risk_score` says; an observable is a victim (risk object) or an attacker (threat object).
 */
export function riskOfTags(tags: YamlMapping): Risk {
  const confidence = ratingAt(tags, 'confidence')
  const impact = ratingAt(tags, 'impact')
  const score =
    confidence === null || impact === null ? null : roundHalfToEven((confidence * impact) / 100)
  const riskObjects: RiskObject[] = []
  const threatObjects: ThreatObject[] = []
  for (const observable of mappingsAt(tags, 'observable')) {
    const field = requiredTextAt(observable, 'name')
    const type = requiredTextAt(observable, 'type')?.text ?? ''
    const roles = stringsAt(observable, 'role')
    if (field === null) continue
    if (roles.includes('Victim'))
      riskObjects.push({ field, type: victimType(type), score: score ?? 0, message: null })
    else if (roles.includes('Attacker')) threatObjects.push({ field, type: attackerType(type) })
    else {
      const message = 'the role of an observable should be Victim or Attacker'
      observable.file.report('YML0204', 'warning', offsetOf(observable, 'role'), message)
    }
  }
  const riskMessage = textAt(tags, 'message')
  return { ...none, riskMessage, riskObjects, threatObjects, score, confidence, impact }
}

/** Generation 2: a block `rba` with a message, objects with a score each, and threat objects. */
export function riskOfRba(rba: YamlMapping): Risk {
  const riskObjects = mappingsAt(rba, 'risk_objects').flatMap((object) => entity(object))
  return {
    ...none,
    riskMessage: requiredTextAt(rba, 'message'),
    riskObjects,
    threatObjects: threatObjectsAt(rba),
    score: highest(riskObjects),
  }
}

/**
 * Generation 3: `finding` names one entity, `intermediate_findings` any number with a message each. An entity that both name counts
 * once, as the finding has it.
 */
export function riskOfFindings(root: YamlMapping): Risk {
  const finding = mappingAt(root, 'finding')
  const title = finding && requiredTextAt(finding, 'title')
  const main = finding && mappingAt(finding, 'entity')
  const riskObjects = main === null ? [] : entity(main)
  const intermediate = mappingAt(root, 'intermediate_findings')
  for (const further of intermediate === null ? [] : mappingsAt(intermediate, 'entities'))
    for (const object of entity(further))
      if (!riskObjects.some(({ field }) => field.text === object.field.text))
        riskObjects.push(object)
  const riskMessage = title ?? riskObjects[0]?.message ?? null
  return {
    ...none,
    findingTitle: title,
    riskMessage,
    riskObjects: riskObjects.map((object) => withOwnMessage(object, riskMessage)),
    threatObjects: threatObjectsAt(root),
    score: highest(riskObjects),
  }
}

export const noRisk: Risk = { ...none, riskMessage: null, riskObjects: [], threatObjects: [] }

function entity(mapping: YamlMapping): RiskObject[] {
  const field = requiredTextAt(mapping, 'field')
  if (field === null) return []
  const type = textAt(mapping, 'type')?.text ?? 'other'
  const message = mapping.entries.has('message') ? textAt(mapping, 'message') : null
  return [{ field, type, score: ratingAt(mapping, 'score') ?? 0, message }]
}

const withOwnMessage = (object: RiskObject, common: PlacedText | null): RiskObject =>
  object.message === common ? { ...object, message: null } : object

function threatObjectsAt(mapping: YamlMapping): ThreatObject[] {
  return mappingsAt(mapping, 'threat_objects').flatMap((object) => {
    const field = requiredTextAt(object, 'field')
    return field === null ? [] : [{ field, type: textAt(object, 'type')?.text ?? 'other' }]
  })
}

function ratingAt(mapping: YamlMapping, key: string): number | null {
  const rating = numberAt(mapping, key)
  if (rating === null || (rating >= 0 && rating <= 100)) return rating
  const message = `"${key}" should be from 0 to 100, and is ${rating}`
  mapping.file.report('YML0204', 'error', offsetOf(mapping, key), message)
  return Math.min(Math.max(rating, 0), 100)
}

const highest = (objects: readonly RiskObject[]): number | null =>
  objects.length === 0 ? null : Math.max(...objects.map(({ score }) => score))

/** Python's `round`, which made the published scores: 22.5 gives 22, 23.5 gives 24. */
function roundHalfToEven(number: number): number {
  const below = Math.floor(number)
  const rest = number - below
  if (rest !== 0.5) return Math.round(number)
  return below % 2 === 0 ? below : below + 1
}

function victimType(type: string): string {
  if (type === 'User' || type === 'User Name' || type === 'Email Address') return 'user'
  if (type === 'Endpoint' || type === 'Hostname' || type === 'IP Address') return 'system'
  return 'other'
}

function attackerType(type: string): string {
  if (type === 'Process' || type === 'Process Name') return 'process'
  if (type.startsWith('File')) return 'file_name'
  if (type === 'IP Address') return 'ip_address'
  if (type === 'URL String') return 'url'
  return type.toLowerCase()
}
