import type { Detection } from './detection.ts'
import type { PlacedText } from './placed-text.ts'
import type { ContentProblem } from './problem.ts'
import { type ResultRow, tokensOf, unclosedTokens } from './tokens.ts'

/** What every search tells, whatever its fields. */
const alwaysThere = ['info_min_time', 'info_max_time']

/** A field that a detection names outside of its search. */
export interface FieldReference {
  /** Begin of a sentence that ends with the name. */
  readonly what: string
  readonly name: string
  readonly text: PlacedText
  readonly offset: number
  /** It matters only where the risk is counted. */
  readonly risk: boolean
}

export function* fieldReferences(detection: Detection): Generator<FieldReference> {
  for (const { what, text, risk } of tokenTexts(detection))
    for (const { name, start } of tokensOf(text.text))
      yield { what: `${what} names the field`, name, text, offset: start, risk: risk === true }
  const named = (what: string, field: PlacedText, risk: boolean): FieldReference => ({
    what: `${what} the field`,
    name: field.text,
    text: field,
    offset: 0,
    risk,
  })
  for (const { field } of detection.riskObjects) yield named('a risk object is', field, true)
  for (const { field } of detection.threatObjects) yield named('a threat object is', field, true)
  for (const field of detection.throttling?.fields ?? [])
    yield named('throttling names', field, false)
}

/**
 * Fields that a detection names and that the search's results do not have, each with its place. `fields` are the fields that any of the
 * results has.
 */
export function tokenProblems(detection: Detection, fields: ReadonlySet<string>): ContentProblem[] {
  const { path } = detection
  const known = new Set([...fields, ...alwaysThere])
  return [...fieldReferences(detection)]
    .filter(({ name }) => !known.has(name))
    .map(({ what, name, text, offset }) => ({
      code: 'YML0303',
      severity: 'warning',
      message: `${what} ${name}, which the results of the search do not have`,
      path,
      place: text.placeAt(offset),
    }))
}

/** Tokens that begin and do not end: their text reaches the analyst unfilled. */
export function unclosedTokenProblems(detection: Detection): ContentProblem[] {
  return tokenTexts(detection).flatMap(({ what, text, isSearch }) =>
    isSearch
      ? []
      : unclosedTokens(text.text).map((offset) => ({
          code: 'YML0304',
          severity: 'warning',
          message: `${what} has a token without its closing $`,
          path: detection.path,
          place: text.placeAt(offset),
        })),
  )
}

/** The fields with a value in any of the rows. */
export function fieldsOf(rows: Iterable<ResultRow>): Set<string> {
  const fields = new Set<string>()
  for (const row of rows)
    for (const [name, value] of Object.entries(row))
      if (value !== null && value !== undefined) fields.add(name)
  return fields
}

interface TokenText {
  readonly what: string
  readonly text: PlacedText
  /** In a search a single dollar sign is nothing unusual. */
  readonly isSearch?: boolean
  /** It is a message of a risk. */
  readonly risk?: boolean
}

function tokenTexts({ riskMessage, riskObjects, drilldowns }: Detection): TokenText[] {
  const texts: TokenText[] = []
  if (riskMessage !== null) texts.push({ what: 'the risk message', text: riskMessage, risk: true })
  for (const { message } of riskObjects)
    if (message !== null)
      texts.push({ what: 'the message of a risk object', text: message, risk: true })
  for (const { name, search, earliestOffset, latestOffset } of drilldowns) {
    texts.push({ what: 'the name of a drilldown', text: name })
    texts.push({ what: 'the search of a drilldown', text: search, isSearch: true })
    for (const text of [earliestOffset, latestOffset])
      if (text !== null) texts.push({ what: 'the time range of a drilldown', text })
  }
  return texts
}
