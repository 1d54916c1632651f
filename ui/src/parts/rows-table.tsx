import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { ScrollRegion } from './scroll-region.tsx'

export type Row = Readonly<Record<string, unknown>>

interface RowsTableProps {
  readonly fields: readonly string[]
  readonly rows: readonly Row[]
  readonly label: string
}

/** Rows of a result. Only those in sight are in the page. */
export function RowsTable({ fields, rows, label }: RowsTableProps) {
  const box = useRef<HTMLElement>(null)
  const shown = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => 37,
    overscan: 12,
  })
  const items = shown.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = shown.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <ScrollRegion className="rows" box={box} label={label}>
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {fields.map((field) => (
              <th key={field} scope="col">
                {field}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Space height={before} columns={fields.length} />}
          {items.map(({ index }) => (
            <tr key={index} ref={shown.measureElement} data-index={index} aria-rowindex={index + 2}>
              {fields.map((field) => (
                <Cell key={field} value={rows[index]?.[field]} />
              ))}
            </tr>
          ))}
          {after > 0 && <Space height={after} columns={fields.length} />}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

const Space = ({ height, columns }: { readonly height: number; readonly columns: number }) => (
  <tr>
    <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
  </tr>
)

function Cell({ value }: { readonly value: unknown }) {
  const text = textOf(value)
  return (
    <td className={typeof value === 'number' ? 'number' : ''}>
      <div className="cell" title={text.length > 60 ? text : undefined}>
        {text}
      </div>
    </td>
  )
}

/** Several values stand below each other. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(textOf).join('\n')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
