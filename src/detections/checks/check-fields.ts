import type { PreparedSearch } from '../../search/prepare-search.ts'
import type { Detection } from '../detection.ts'
import { isProduction } from '../known-content.ts'
import type { ContentProblem } from '../problem.ts'
import { fieldReferences } from '../token-problems.ts'
import { type CheckContext, problemAt } from './check.ts'

/** What every search tells, whatever its fields. */
const alwaysThere = ['info_min_time', 'info_max_time']

/**
 * Fields that messages, risk and threat objects, drilldowns, throttling and data sources name: the search must give them. Where the fields of
 * its results follow from its text, they are compared; otherwise a name must at least occur in it, as contentctl demands
 * (`detection_abstract.py`: in any case, anywhere).
 */
export function* checkFields(
  detection: Detection,
  search: PreparedSearch,
  context: CheckContext,
): Generator<ContentProblem> {
  if (search.refused) return
  const results = resultsOf(detection, search)
  yield* references(detection, results)
  if (isProduction(detection) && countsRisk(detection))
    yield* outputFields(detection, results, context)
}

/** What is known of the fields of a search's results. */
interface Results {
  /** Whether the results have the field: for certain, or as far as the text of the search tells. */
  has(name: string): boolean
  /** Whether it stands anywhere in the search. */
  mentions(name: string): boolean
  readonly certain: boolean
}

function resultsOf({ search }: Detection, { fields }: PreparedSearch): Results {
  const text = search.text.toLowerCase()
  const mentions = (name: string) => text.includes(name.toLowerCase())
  return {
    mentions,
    has: (name) => alwaysThere.includes(name) || (fields ? fields.has(name) : mentions(name)),
    certain: fields !== undefined,
  }
}

function* references(detection: Detection, results: Results): Generator<ContentProblem> {
  const severity = isProduction(detection) ? 'error' : 'warning'
  // Until 2025 every detection had to name observables and a message, also one whose risk nobody counts.
  const unused = detection.generation === 1 && !countsRisk(detection)
  const told = new Set<string>()
  for (const { what, name, text, offset, risk } of fieldReferences(detection)) {
    if (results.has(name) || (!results.certain && told.has(name))) continue
    told.add(name)
    const [code, end] = results.certain
      ? (['YML0303', 'which the results of the search do not have'] as const)
      : (['YML0407', 'which occurs nowhere in the search'] as const)
    const level = risk && unused ? 'note' : severity
    yield problemAt(code, level, detection, text.placeAt(offset), `${what} ${name}, ${end}`)
  }
}

function* outputFields(
  detection: Detection,
  results: Results,
  { known }: CheckContext,
): Generator<ContentProblem> {
  // Data sources tell their output fields since 2025.
  if (detection.generation === 1) return
  for (const source of detection.dataSources)
    for (const part of source.text.split(' AND ')) {
      const wanted = known.dataSources.get(part.trim())?.outputFields ?? []
      const absent = wanted.filter((name) => !results.has(name))
      if (absent.length === 0) continue
      const message = `the data source "${part.trim()}" wants ${absent.join(', ')} among the results`
      const severity = absent.every(results.mentions) ? 'warning' : 'error'
      yield problemAt('YML0505', severity, detection, source.place, message)
    }
}

const countsRisk = ({ type, deployment }: Detection): boolean =>
  deployment?.risk ?? (type === 'TTP' || type === 'Anomaly')
