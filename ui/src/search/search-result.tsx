import { lazy, Suspense, useState } from 'react'
import type { SearchResultAnswer } from '../../../src/http/api-types.ts'
import { RowsTable, textOf } from '../parts/rows-table.tsx'
import { ScrollRegion } from '../parts/scroll-region.tsx'
import { Loading } from '../parts/states.tsx'
import { chartOf } from './chart-data.ts'

const Chart = lazy(async () => ({ default: (await import('./chart-view.tsx')).ChartView }))

type View = 'table' | 'events' | 'chart'

interface SearchResultProps {
  readonly result: SearchResultAnswer
  /** Of the table. */
  readonly label: string
}

/** Rows as a table; as events where they have a text; as a chart where they are numbers over something. */
export function SearchResult({ result, label }: SearchResultProps) {
  const { fields, rows, count } = result
  const chart = chartOf(fields, rows)
  const hasEvents = fields.includes('_raw')
  const [chosen, setChosen] = useState<View>()
  const view = chosen ?? (chart?.kind === 'time' ? 'chart' : hasEvents ? 'events' : 'table')
  const views: readonly (readonly [View, string])[] = [
    ['table', 'Table'],
    ...(hasEvents ? ([['events', 'Events']] as const) : []),
    ...(chart ? ([['chart', 'Chart']] as const) : []),
  ]
  return (
    <>
      <p className="result-bar">
        <span role="status">
          {count.toLocaleString('en')} {count === 1 ? 'row' : 'rows'}
          {count > rows.length && `; the first ${rows.length.toLocaleString('en')} are shown`}
        </span>
        {views.length > 1 && (
          <span className="views">
            {views.map(([key, label]) => (
              <button
                key={key}
                type="button"
                aria-pressed={view === key}
                onClick={() => setChosen(key)}
              >
                {label}
              </button>
            ))}
          </span>
        )}
      </p>
      {view === 'table' && rows.length > 0 && (
        <RowsTable fields={fields} rows={rows} label={label} />
      )}
      {view === 'events' && (
        <ScrollRegion className="events" label="Events">
          {rows.slice(0, 500).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of one result never change places
            <pre key={index}>{textOf(row['_raw'])}</pre>
          ))}
        </ScrollRegion>
      )}
      {view === 'chart' && chart && (
        <Suspense fallback={<Loading what="the chart" />}>
          <Chart chart={chart} />
        </Suspense>
      )}
    </>
  )
}
