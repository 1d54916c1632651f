import type { Batch } from '../contract/batch.ts'
import type { Detection, DetectionTest } from '../detections/detection.ts'
import { type Value, valuesOf } from '../values/value.ts'

export type Verdict =
  | { readonly kind: 'passed'; readonly note?: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly lacks?: LackingRow }

/** The first row that lacks fields which it should have. */
export interface LackingRow {
  readonly fields: readonly string[]
  readonly rowFields: readonly string[]
}

type Judged = Pick<Detection, 'riskObjects' | 'threatObjects'>

/**
 * Whether rows are what a test wants. There must be one; rows are looked at in order up to the first that has all threat objects, and
 * each must have all risk objects; a threat object must be in some row. `null` as a text counts as missing.
 * Source: splunk/contentctl, `DetectionTestingInfrastructure.retry_search_until_timeout`. `expected_results` is 1 unless said otherwise,
 * which is at least one row there; any other number is taken at its word.
 * Source: splunk/security_content, `schemas/EventBasedDetection.schema.json`, UnitTest.
 */
export function judgeRows(
  { riskObjects, threatObjects }: Judged,
  { expectedResults }: Pick<DetectionTest, 'expectedResults'>,
  rows: readonly Batch[],
): Verdict {
  const count = rows.reduce((sum, { length }) => sum + length, 0)
  if (expectedResults !== null && expectedResults !== 1 && count !== expectedResults) {
    return failed(`${rowCount(count)}, expected ${expectedResults}`)
  }
  if (count === 0) return expectedResults === 0 ? { kind: 'passed' } : failed('no rows')
  return judgeObjects(
    riskObjects.map(({ field }) => field.text),
    threatObjects.map(({ field }) => field.text),
    rows.flatMap((batch) => Array.from({ length: batch.length }, (_, row) => ({ batch, row }))),
  )
}

interface PlacedRow {
  readonly batch: Batch
  readonly row: number
}

function judgeObjects(
  risk: readonly string[],
  threats: readonly string[],
  rows: readonly PlacedRow[],
): Verdict {
  const never = new Set(threats)
  for (const [index, place] of rows.entries()) {
    const lacks = missingFields(place, risk)
    if (lacks.length > 0) {
      const reason = `row ${index + 1} of ${rows.length} has no value in ${named('risk object', lacks)}`
      return failed(reason, { fields: lacks, rowFields: fieldsIn(place) })
    }
    const absent = missingFields(place, threats)
    if (absent.length === 0) return passed(risk, rows.slice(index + 1), rows.length)
    for (const field of threats) if (!absent.includes(field)) never.delete(field)
  }
  const fields = [...never]
  if (fields.length === 0) return { kind: 'passed' }
  const reason = `no row has a value in ${named('threat object', fields)}`
  return failed(reason, { fields, rowFields: fieldsIn(rows[0]!) })
}

/** Rows after the one that decides are not looked at by contentctl; that they would raise no risk is worth a word. */
function passed(risk: readonly string[], others: readonly PlacedRow[], all: number): Verdict {
  const lacking = others.filter((place) => missingFields(place, risk).length > 0).length
  if (lacking === 0) return { kind: 'passed' }
  const note = `${lacking} of ${rowCount(all)} lack a risk object: they would raise no risk for it`
  return { kind: 'passed', note }
}

const failed = (reason: string, lacks?: LackingRow): Verdict => ({
  kind: 'failed',
  reason,
  ...(lacks && { lacks }),
})

const rowCount = (count: number): string => `${count} ${count === 1 ? 'row' : 'rows'}`

const named = (what: string, fields: readonly string[]): string =>
  `the ${what}${fields.length === 1 ? '' : 's'} ${fields.join(', ')}`

const missingFields = ({ batch, row }: PlacedRow, fields: readonly string[]): readonly string[] =>
  fields.filter((field) => isMissing(batch.column(field)?.at(row) ?? null))

const isMissing = (value: Value): boolean =>
  valuesOf(value).every((one) => one === '' || one === 'null')

const fieldsIn = ({ batch, row }: PlacedRow): readonly string[] =>
  batch.fields().filter((field) => (batch.column(field)?.at(row) ?? null) !== null)
