import type { Detection } from './detection.ts'
import type { PlacedText } from './placed-text.ts'
import type { ContentProblem } from './problem.ts'
import { type ResultRow, tokensOf, unclosedTokens } from './tokens.ts'

/** What every search tells, whatever its fields. */
const alwaysThere = ['info_min_time', 'info_max_time']

/**
 * Tokens, risk objects and threat objects that name a field which the search's results do not have, each with its place. `fields` are
 * the fields that any of the results has.
 */
export function tokenProblems(detection: Detection, fields: ReadonlySet<string>): ContentProblem[] {
  const problems: ContentProblem[] = []
  const { path } = detection
  const known = new Set([...fields, ...alwaysThere])
  const report = (what: string, name: string, { placeAt }: PlacedText, offset: number) => {
    const message = `${what} ${name}, which the results of the search do not have`
    problems.push({ code: 'YML0303', severity: 'warning', message, path, place: placeAt(offset) })
  }
  for (const { what, text } of tokenTexts(detection))
    for (const { name, start } of tokensOf(text.text))
      if (!known.has(name)) report(`${what} names the field`, name, text, start)
  for (const { field } of detection.riskObjects)
    if (!known.has(field.text)) report('a risk object is the field', field.text, field, 0)
  for (const { field } of detection.threatObjects)
    if (!known.has(field.text)) report('a threat object is the field', field.text, field, 0)
  return problems
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
}

function tokenTexts({ riskMessage, riskObjects, drilldowns }: Detection): TokenText[] {
  const texts: TokenText[] = []
  if (riskMessage !== null) texts.push({ what: 'the risk message', text: riskMessage })
  for (const { message } of riskObjects)
    if (message !== null) texts.push({ what: 'the message of a risk object', text: message })
  for (const { name, search, earliestOffset, latestOffset } of drilldowns) {
    texts.push({ what: 'the name of a drilldown', text: name })
    texts.push({ what: 'the search of a drilldown', text: search, isSearch: true })
    for (const text of [earliestOffset, latestOffset])
      if (text !== null) texts.push({ what: 'the time range of a drilldown', text })
  }
  return texts
}
