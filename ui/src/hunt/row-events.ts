import { tokensOf } from '../../../src/language/tokens.ts'
import type { StageExplanation } from '../../../src/planner/explain.ts'

type Stage = Pick<StageExplanation, 'command' | 'text' | 'kind'>

/** How to find the events that a row of a finding was made of. */
export interface RowEvents {
  /** The part of the detection's search that reads events, restricted to those of the row. */
  readonly search: string
  /** The command that makes rows of events; `null` where the rows are the events. */
  readonly made: string | null
  /** Fields by which the row says which events are its own; without any, they are all events that the search looked at. */
  readonly fields: readonly string[]
}

/** Longer texts are not compared; the other fields tell the events as well. */
const longestValue = 2000

/**
 * `undefined` where the text of the search does not tell which events it reads: it begins with something else than a search of events, as `tstats`.
 * @param stages of the detection's search, macros expanded
 */
export function rowEvents(
  stages: readonly Stage[],
  row: Readonly<Record<string, unknown>>,
): RowEvents | undefined {
  if (stages[0]?.command !== 'search') return undefined
  const making = stages.findIndex(({ kind }) => kind === 'transforming')
  const reading = making < 0 ? stages : stages.slice(0, making)
  const made = stages[making]
  const known = groupFields(made?.text ?? '').filter(
    (field) => !field.includes("'") && isComparable(row[field]),
  )
  // As BY takes values, and not as `search` would: case counts, and an asterisk is one.
  const restriction = known.map((field) => `'${field}'=${quoted(String(row[field]))}`)
  return {
    search: [
      ...reading.map(({ text }) => text),
      ...(restriction.length > 0 ? [`where ${restriction.join(' AND ')}`] : []),
    ].join('\n| '),
    made: made?.command ?? null,
    fields: known,
  }
}

const isComparable = (value: unknown): boolean =>
  (typeof value === 'number' || (typeof value === 'string' && value !== '')) &&
  String(value).length <= longestValue

/** The fields behind the last BY. */
function groupFields(stage: string): readonly string[] {
  const tokens = tokensOf(stage).map(({ kind, span }) => ({
    kind,
    text: stage.slice(span.start, span.end),
  }))
  const by = tokens.findLastIndex(({ text }) => text.toLowerCase() === 'by')
  if (by < 0) return []
  return tokens
    .slice(by + 1)
    .filter(({ kind }) => kind !== 'punctuation' && kind !== 'operator')
    .map(({ text }) => text.replace(/^"(.*)"$/, '$1'))
}

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`
