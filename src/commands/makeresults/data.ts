import { multivalueOf, type Value } from '../../values/value.ts'
import { parseCsv } from '../shared-csv.ts'

export type MadeRows =
  | {
      readonly rows: readonly Readonly<Record<string, Value>>[]
      readonly fields: readonly string[]
    }
  | { readonly problem: string }

/** Lines of CSV, the first one with the names. Empty cells are missing fields. */
export function rowsOfCsv(text: string): MadeRows {
  const [header, ...lines] = parseCsv(text)
  if (!header) return { problem: 'the data has no header line' }
  const fields = header.map((name) => name.trim())
  const rows = lines.map((cells) =>
    Object.fromEntries(fields.map((name, index) => [name, cells[index] || null] as const)),
  )
  return { rows, fields: [...new Set(fields)] }
}

/** An object, or an array of them. Each row also has its own text as `_raw`. */
export function rowsOfJson(text: string): MadeRows {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { problem: `the data is not JSON: ${(error as Error).message}` }
  }
  const list: readonly unknown[] = Array.isArray(json) ? json : [json]
  const rows: Record<string, Value>[] = []
  for (const item of list) {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) {
      return { problem: 'the data is not a JSON array of objects' }
    }
    const row: Record<string, Value> = { _raw: JSON.stringify(item) }
    for (const [name, value] of Object.entries(item)) row[name] = valueOfJson(value)
    rows.push(row)
  }
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return { rows, fields: [...fields.filter((name) => name !== '_raw'), '_raw'] }
}

function valueOfJson(json: unknown): Value {
  if (json === null || json === undefined) return null
  if (typeof json === 'string' || typeof json === 'number') return json
  if (Array.isArray(json)) return multivalueOf(json.map(textOfJson))
  return textOfJson(json)
}

const textOfJson = (json: unknown): string =>
  typeof json === 'string' ? json : JSON.stringify(json)
