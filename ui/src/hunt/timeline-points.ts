import type { Finding } from '../../../src/detections/finding.ts'

export interface Lane {
  /** A host, user or other object that the risk is about. */
  readonly entity: string
  readonly points: readonly Point[]
}

export interface Point {
  /** Of the finding in its list. */
  readonly finding: number
  readonly name: string
  readonly severity: Finding['detection']['severity']
  /** Milliseconds since 1970. */
  readonly time: number
  /** Rows that are shown as one. */
  readonly rows: number
}

export interface Timeline {
  readonly lanes: readonly Lane[]
  readonly start: number
  readonly end: number
}

/** Points of one finding nearer than this share of the whole are shown as one. */
const nearest = 0.02
const mostLanes = 40

/** When which entity was found doing what; `undefined` when no finding has a time. */
export function timelineOf(findings: readonly Finding[]): Timeline | undefined {
  const byEntity = new Map<string, Point[]>()
  for (const [index, finding] of findings.entries())
    for (const [row, values] of finding.rows.entries()) {
      const time = timeOf(values, finding)
      if (time === undefined) continue
      const { name, severity } = finding.detection
      const entities = finding.risk[row]?.objects.map(({ value }) => value) ?? []
      for (const entity of entities.length > 0 ? new Set(entities) : ['no entity']) {
        const points = byEntity.get(entity) ?? []
        points.push({ finding: index, name, severity, time, rows: 1 })
        byEntity.set(entity, points)
      }
    }
  const times = [...byEntity.values()].flatMap((points) => points.map(({ time }) => time))
  if (times.length === 0) return undefined
  const first = times.reduce((least, time) => Math.min(least, time))
  const last = times.reduce((most, time) => Math.max(most, time))
  const margin = Math.max((last - first) * 0.04, 30_000)
  const start = first - margin
  const end = last + margin
  const lanes = [...byEntity].map(([entity, points]) => ({
    entity,
    points: joined(points, (end - start) * nearest),
  }))
  lanes.sort((left, right) => left.points[0]!.time - right.points[0]!.time)
  return { lanes: lanes.slice(0, mostLanes), start, end }
}

function joined(points: readonly Point[], near: number): Point[] {
  const joint: Point[] = []
  const sorted = [...points].sort((left, right) => left.time - right.time)
  for (const point of sorted) {
    const at = joint.findIndex(
      ({ finding, time }) => finding === point.finding && point.time - time < near,
    )
    if (at < 0) joint.push(point)
    else joint[at] = { ...joint[at]!, rows: joint[at]!.rows + 1 }
  }
  return joint
}

/** The row's own time where it has one, else that of the finding. */
function timeOf(row: Readonly<Record<string, unknown>>, finding: Finding): number | undefined {
  for (const name of ['firstTime', '_time', 'lastTime']) {
    const time = parsedTime(row[name])
    if (time !== undefined) return time
  }
  return parsedTime(finding.firstTime)
}

function parsedTime(value: unknown): number | undefined {
  if (typeof value === 'number') return value * 1000
  if (typeof value !== 'string') return undefined
  if (/^\d{9,10}(\.\d+)?$/.test(value)) return Number(value) * 1000
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(value)) return undefined
  const time = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value.replace(' ', 'T')}Z`)
  return Number.isNaN(time) ? undefined : time
}
