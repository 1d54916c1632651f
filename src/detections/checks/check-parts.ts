import { didYouMean } from '../../diagnostics/suggest.ts'
import type { Detection } from '../detection.ts'
import { isProduction, stemOf } from '../known-content.ts'
import type { ContentProblem, Place } from '../problem.ts'
import { assetTypes } from './asset-types.ts'
import { type CheckContext, problemAt, withAdvice } from './check.ts'

/**
 * What a detection of its type and status must have. Sources: contentctl 5.6, `detection_abstract.py`, and for generation 3 the schema of
 * 2026. What generation 1 was not held to is not asked of it.
 */
export function* checkParts({ content, today }: CheckContext): Generator<ContentProblem> {
  for (const detection of content.detections) {
    yield* filterMacro(detection)
    yield* risk(detection)
    yield* drilldowns(detection)
    yield* tests(detection)
    yield* enabled(detection)
    yield* assetType(detection)
  }
  for (const item of [
    ...content.detections,
    ...content.stories,
    ...content.baselines,
    ...content.dataSources,
  ]) {
    if (/^\d{4}-\d\d-\d\d$/.test(item.date) && item.date > today) {
      const place = item.placeOf(
        item.source.includes('modification_date:') ? 'modification_date' : 'date',
      )
      yield problemAt('YML0207', 'error', item, place, `the date ${item.date} lies in the future`)
    }
  }
}

function* filterMacro(detection: Detection): Generator<ContentProblem> {
  const { search, path } = detection
  const wanted = `${stemOf(path)}_filter`
  const offsets: number[] = []
  const text = search.text
  for (let at = text.indexOf(`\`${wanted}\``); at >= 0; at = text.indexOf(`\`${wanted}\``, at + 1))
    offsets.push(at)
  if (offsets.length === 1) return
  if (offsets.length > 1) {
    const message = `the filter macro \`${wanted}\` stands ${offsets.length} times`
    yield problemAt('YML0401', 'warning', detection, search.placeAt(offsets[1] as number), message)
    return
  }
  const other = /`([\w.-]+_filter)`/.exec(text)
  const place = other ? search.placeAt(other.index) : search.placeAt(text.trimEnd().length)
  const message = other
    ? `the filter macro should be named after the file, \`${wanted}\`, and is \`${other[1]}\``
    : `the search should end with its filter macro, | \`${wanted}\``
  // Which of two names is wrong is for somebody to say.
  const fix = other ? undefined : { written: '', instead: ` | \`${wanted}\`` }
  yield problemAt('YML0401', 'error', detection, place, message, fix)
}

/** Generation 1 had a message and observables in every detection, whatever its type. */
function* risk(detection: Detection): Generator<ContentProblem> {
  const { generation, type, deployment, placeOf } = detection
  if (generation === 1) {
    if (isRisky(type) && isProduction(detection) && detection.riskObjects.length === 0) {
      const message = `none of the observables is a victim, so that this ${type} adds to nobody's risk`
      yield problemAt('YML0402', 'warning', detection, placeOf('tags', 'observable'), message)
    }
    return
  }
  if (generation === 3) {
    yield* riskOf2026(detection)
    return
  }
  const wanted = deployment?.risk ?? isRisky(type)
  const rated = detection.riskObjects.length > 0 || detection.riskMessage !== null
  if (wanted && !rated) {
    const message = `a detection of the type ${type} needs a block rba`
    yield problemAt('YML0402', 'error', detection, placeOf('type'), message)
  }
  if (!wanted && rated && isKnownType(type)) {
    const message = `a detection of the type ${type} has no block rba`
    yield problemAt('YML0402', 'error', detection, placeOf('rba'), message)
  }
}

const isRisky = (type: string): boolean => type === 'TTP' || type === 'Anomaly'
const isKnownType = (type: string): boolean =>
  isRisky(type) || type === 'Hunting' || type === 'Correlation'

const blocksOf2026: Readonly<
  Record<string, { readonly needed: readonly string[]; readonly forbidden: readonly string[] }>
> = {
  TTP: { needed: ['finding'], forbidden: [] },
  Anomaly: { needed: ['intermediate_findings'], forbidden: ['finding'] },
  Correlation: { needed: ['finding'], forbidden: ['intermediate_findings'] },
  Hunting: { needed: [], forbidden: ['finding', 'intermediate_findings', 'threat_objects'] },
}

function* riskOf2026(detection: Detection): Generator<ContentProblem> {
  const { type, source, placeOf, riskObjects, findingTitle, path } = detection
  const blocks = blocksOf2026[type]
  const has = (key: string) => new RegExp(`^${key}:`, 'm').test(source)
  for (const key of blocks?.needed ?? [])
    if (!has(key)) {
      const message = `a detection of the type ${type} needs "${key}"`
      yield problemAt('YML0402', 'error', detection, placeOf('type'), message)
    }
  for (const key of blocks?.forbidden ?? [])
    if (has(key)) {
      const message = `a detection of the type ${type} has no "${key}"`
      yield problemAt('YML0402', 'error', detection, placeOf(key), message)
    }
  const messages = [findingTitle, ...riskObjects.map(({ message }) => message)]
  for (const message of messages)
    if (message !== null && !/\$[^$\s]+\$/.test(message.text))
      yield problemAt(
        'YML0406',
        'error',
        { path },
        message.place,
        'the message names no field ($field$)',
      )
}

function* drilldowns(detection: Detection): Generator<ContentProblem> {
  const { generation, type, placeOf } = detection
  const found = detection.drilldowns
  if (type === 'Hunting' || !isProduction(detection)) return
  // Until 2025 they could be left out.
  if (generation === 1 && found.length === 0) return
  const report = (place: Place, message: string) =>
    problemAt('YML0403', 'error', detection, place, message)
  if (found.length < 2)
    yield report(
      placeOf('drilldown_searches'),
      `two drilldowns are needed, and there ${found.length === 1 ? 'is one' : 'are none'}`,
    )
  else if (!found.some(({ search }) => search.text.includes('%original_detection_search%')))
    yield report(
      placeOf('drilldown_searches'),
      'one of the drilldowns should show the results, with %original_detection_search%',
    )
}

function* tests(detection: Detection): Generator<ContentProblem> {
  const { type, manualTest, placeOf } = detection
  if (!isProduction(detection) || type === 'Correlation' || manualTest !== null) return
  if (detection.tests.length > 0) return
  const message =
    'a detection in production needs a test, or manual_test with the reason why it has none'
  yield problemAt('YML0404', 'error', detection, placeOf('status'), message)
}

function* enabled(detection: Detection): Generator<ContentProblem> {
  const { enabledByDefault, type, placeOf } = detection
  if (enabledByDefault !== true || (isProduction(detection) && type !== 'Hunting')) return
  const message = 'only a TTP, Anomaly or Correlation in production can be enabled by default'
  yield problemAt('YML0405', 'error', detection, placeOf('enabled_by_default'), message)
}

function* assetType(detection: Detection): Generator<ContentProblem> {
  const { assetType: type, generation, placeOf } = detection
  if (type === '' || assetTypes.has(type)) return
  const place = generation === 3 ? placeOf('asset_type') : placeOf('tags', 'asset_type')
  const message = withAdvice(
    `the asset type "${type}" is none of the known ones`,
    didYouMean(type, assetTypes),
  )
  yield problemAt('YML0204', 'warning', detection, place, message)
}
