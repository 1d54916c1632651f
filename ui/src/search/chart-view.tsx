import { useEffect, useRef } from 'react'
import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { ChartData } from './chart-data.ts'

/** Colours that stay apart for those who see few, on light and dark. */
const colours = [
  '#0f8a78',
  '#d9730d',
  '#3b7dd8',
  '#b8437a',
  '#8a7400',
  '#7a5bc7',
  '#4d8a2f',
  '#b3452d',
]

export function ChartView({ chart }: { readonly chart: ChartData }) {
  return chart.kind === 'time' ? <TimeChart chart={chart} /> : <BarChart chart={chart} />
}

function TimeChart({ chart }: { readonly chart: Extract<ChartData, { kind: 'time' }> }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { times, series } = chart
    const element = box.current!
    const text = getComputedStyle(element).color
    const axis = { stroke: text, grid: { stroke: '#8888', width: 0.5 }, ticks: { stroke: '#8888' } }
    const plot = new UPlot(
      {
        width: element.clientWidth,
        height: 320,
        // As everything that a search prints.
        tzDate: (seconds) => UPlot.tzDate(new Date(seconds * 1000), 'UTC'),
        axes: [axis, axis],
        series: [
          {},
          ...series.map(({ name }, index) => ({
            label: name,
            stroke: colours[index % colours.length]!,
            width: 2,
            points: { show: times.length < 60 },
          })),
        ],
      },
      [[...times], ...series.map(({ values }) => [...values])],
      element,
    )
    const watch = new ResizeObserver(() =>
      plot.setSize({ width: element.clientWidth, height: 320 }),
    )
    watch.observe(element)
    return () => {
      watch.disconnect()
      plot.destroy()
    }
  }, [chart])
  const names = chart.series.map(({ name }) => name).join(', ')
  return <div className="chart" ref={box} role="img" aria-label={`${names} over time`} />
}

function BarChart({ chart }: { readonly chart: Extract<ChartData, { kind: 'bars' }> }) {
  const most = Math.max(
    1e-9,
    ...chart.series.flatMap(({ values }) => values.map((each) => each ?? 0)),
  )
  return (
    <ul className="bars">
      {chart.labels.map((label, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of one result never change places
        <li key={row}>
          <span className="lane-name" title={label}>
            {label}
          </span>
          <span>
            {chart.series.map(({ name, values }, index) => (
              <span key={name} className="bar">
                <span
                  style={{
                    width: `${(Math.max(0, values[row] ?? 0) / most) * 70}%`,
                    background: colours[index % colours.length],
                  }}
                />
                {values[row]?.toLocaleString('en') ?? ''} <small>{name}</small>
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  )
}
