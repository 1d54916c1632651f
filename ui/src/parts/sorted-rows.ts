export interface RowOrder {
  readonly field: string
  readonly descending: boolean
}

type Row = Readonly<Record<string, unknown>>

/** The places of rows in the order of a field: numbers by their size, texts by their letters, rows without a value last. Equal rows keep their order. */
export function rowOrder(rows: readonly Row[], order: RowOrder | undefined): readonly number[] {
  const places = rows.map((_, index) => index)
  if (!order) return places
  const { field, descending } = order
  const keys = rows.map((row) => keyOf(row[field]))
  const sign = descending ? -1 : 1
  return places.sort((left, right) => {
    const [a, b] = [keys[left], keys[right]]
    if (a === undefined || b === undefined) {
      return Number(a === undefined) - Number(b === undefined) || left - right
    }
    return sign * compare(a, b) || left - right
  })
}

const collator = new Intl.Collator('en', { sensitivity: 'base' })

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'number') return -1
  if (typeof b === 'number') return 1
  return collator.compare(a, b)
}

function keyOf(value: unknown): string | number | undefined {
  if (Array.isArray(value)) return keyOf(value[0])
  if (value === null || value === undefined || value === '') return undefined
  if (typeof value === 'number') return value
  const text = String(value)
  const number = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isFinite(number) ? number : text
}
