import type { FindingAction } from './deployment.ts'
import type { Detection, Severity } from './detection.ts'
import { fillText, type ResultRow } from './tokens.ts'

/** What an analyst is told about a detection's rows: the notable event, or finding, of Enterprise Security. */
export interface Notable {
  readonly title: string
  readonly description: string
  readonly severity: Severity
  readonly securityDomain: string
  /** Indexes of the rows that it is raised for. */
  readonly rows: readonly number[]
}

/** The notables of a detection, rows for which the same is said sharing one. A token without a value stays as it is. */
export function notablesOf(
  detection: Detection,
  action: FindingAction | null,
  rows: readonly ResultRow[],
  throttled: ReadonlySet<number>,
): readonly Notable[] {
  if (action === null) return []
  const { severity, securityDomain, name, description } = detection
  const own = (text: string) =>
    text.replaceAll(/%(name|description)%/g, (_, key) => (key === 'name' ? name : description))
  const title = own(action.title)
  const about = own(action.description)
  const byText = new Map<string, Notable & { readonly rows: number[] }>()
  for (const [index, row] of rows.entries()) {
    if (throttled.has(index)) continue
    const filled = { title: fillText(title, row).text, description: fillText(about, row).text }
    const key = JSON.stringify(filled)
    const known = byText.get(key)
    if (known) known.rows.push(index)
    else byText.set(key, { ...filled, severity, securityDomain, rows: [index] })
  }
  return [...byText.values()]
}
