import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { AnalysisAnswer, ListedDetection } from '../../../src/http/api-types.ts'
import { SeverityMark } from '../parts/severity-mark.tsx'
import { hrefOf } from '../router.ts'

interface DetectionListProps {
  readonly items: readonly ListedDetection[]
  readonly analysis: AnalysisAnswer | undefined
  readonly fired: ReadonlySet<string> | undefined
}

/** Where each list was scrolled to when it was left, by address. */
const left = new Map<string, number>()

/** Only the rows in sight are in the page. Arrow keys, Home and End move between rows. */
export function DetectionList({ items, analysis, fired }: DetectionListProps) {
  const list = useRef<HTMLUListElement>(null)
  const address = useRef(location.hash)
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => 84,
    overscan: 8,
    scrollMargin: list.current?.offsetTop ?? 0,
    getItemKey: (index) => items[index]!.slug,
  })
  useEffect(() => {
    const at = left.get(address.current)
    if (at !== undefined) scrollTo(0, at)
    const remember = () => left.set(location.hash, scrollY)
    addEventListener('scroll', remember, { passive: true })
    return () => removeEventListener('scroll', remember)
  }, [])
  const move = (event: KeyboardEvent) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')
    const next = row && nextRow(event.key, Number(row.dataset['row']), items.length)
    if (next === undefined || next === null) return
    event.preventDefault()
    if (next < 0) {
      document.getElementById('search')?.focus()
      return
    }
    rows.scrollToIndex(next)
    focusRow(list.current, next, 10)
  }
  return (
    <ul ref={list} className="detections" style={{ height: rows.getTotalSize() }} onKeyDown={move}>
      {rows.getVirtualItems().map(({ index, key, start }) => {
        const item = items[index]!
        return (
          <li
            key={key}
            data-row={index}
            data-index={index}
            ref={rows.measureElement}
            aria-posinset={index + 1}
            aria-setsize={items.length}
            style={{ transform: `translateY(${start - rows.options.scrollMargin}px)` }}
          >
            <DetectionRow
              item={item}
              refused={(analysis?.[item.slug]?.refusal ?? null) !== null}
              fired={fired?.has(item.name) === true}
            />
          </li>
        )
      })}
    </ul>
  )
}

function nextRow(key: string, row: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(row + 1, count - 1)
    case 'ArrowUp':
      return row - 1
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}

/** A row far away is there some frames after it was scrolled to. */
function focusRow(list: HTMLElement | null, row: number, tries: number): void {
  const link = list?.querySelector<HTMLElement>(`[data-row="${row}"] a`)
  if (link) link.focus({ preventScroll: tries === 10 })
  else if (tries > 0) requestAnimationFrame(() => focusRow(list, row, tries - 1))
}

interface DetectionRowProps {
  readonly item: ListedDetection
  readonly refused: boolean
  readonly fired: boolean
}

function DetectionRow({ item, refused, fired }: DetectionRowProps) {
  const { slug, name, type, severity, attack, description, dataSources, deprecated } = item
  return (
    <article className="detection-row">
      <h2>
        <a href={hrefOf(['detections', slug])}>{name}</a>
      </h2>
      <p className="row-about">{description}</p>
      <p className="row-facts">
        <SeverityMark severity={severity} />
        <span className="badge">{type}</span>
        {deprecated && <span className="badge warn">deprecated</span>}
        {refused && <span className="badge warn">refused here</span>}
        {fired && <span className="badge fired">fired</span>}
        <span className="mono">{attack.map(({ id }) => id).join(' ')}</span>
        <span className="row-sources">{dataSources.join(', ')}</span>
      </p>
    </article>
  )
}
