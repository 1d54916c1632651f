import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { ScrollRegion } from './scroll-region.tsx'
import { type RowOrder, rowOrder } from './sorted-rows.ts'

export type Row = Readonly<Record<string, unknown>>

interface RowsTableProps {
  readonly fields: readonly string[]
  readonly rows: readonly Row[]
  readonly label: string
  /** What can be seen of a row besides: a button in front of it. */
  readonly detail?: RowDetail
}

interface RowDetail {
  readonly label: string
  readonly open: number | undefined
  readonly toggle: (row: number) => void
}

/** Rows of a result, in their own order or that of a column. Only those in sight are in the page. */
export function RowsTable({ fields, rows, label, detail }: RowsTableProps) {
  const box = useRef<HTMLElement>(null)
  const [order, setOrder] = useState<RowOrder>()
  const places = useMemo(() => rowOrder(rows, order), [rows, order])
  const shown = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => 37,
    overscan: 12,
  })
  const items = shown.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = shown.getTotalSize() - (items.at(-1)?.end ?? 0)
  const columns = fields.length + (detail ? 1 : 0)
  return (
    <ScrollRegion className="rows" box={box} label={label}>
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {detail && (
              <th scope="col">
                <span className="visually-hidden">{detail.label}</span>
              </th>
            )}
            {fields.map((field) => (
              <Heading key={field} field={field} order={order} sort={setOrder} />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Space height={before} columns={columns} />}
          {items.map(({ index }) => {
            const place = places[index]!
            return (
              <tr
                key={place}
                ref={shown.measureElement}
                data-index={index}
                aria-rowindex={index + 2}
              >
                {detail && (
                  <td>
                    <button
                      type="button"
                      className="link"
                      aria-expanded={detail.open === place}
                      aria-label={`${detail.label} of row ${place + 1}`}
                      onClick={() => detail.toggle(place)}
                    >
                      {detail.label}
                    </button>
                  </td>
                )}
                {fields.map((field) => (
                  <Cell key={field} value={rows[place]?.[field]} />
                ))}
              </tr>
            )
          })}
          {after > 0 && <Space height={after} columns={columns} />}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

interface HeadingProps {
  readonly field: string
  readonly order: RowOrder | undefined
  readonly sort: (order: RowOrder | undefined) => void
}

/** A click sorts, another one turns the order round, a third one gives that of the result. */
function Heading({ field, order, sort }: HeadingProps) {
  const own = order?.field === field ? order : undefined
  const next = own?.descending ? undefined : { field, descending: own !== undefined }
  return (
    <th scope="col" aria-sort={own ? (own.descending ? 'descending' : 'ascending') : undefined}>
      <button type="button" className="sort" onClick={() => sort(next)}>
        {field}
        <span aria-hidden="true">{own ? (own.descending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
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
