export type TimeUnit = 's' | 'm' | 'h' | 'd' | 'w' | 'mon' | 'q' | 'y'

const names: Readonly<Record<TimeUnit, string>> = {
  s: 's sec secs second seconds',
  m: 'm min mins minute minutes',
  h: 'h hr hrs hour hours',
  d: 'd day days',
  w: 'w week weeks',
  mon: 'mon month months',
  q: 'q qtr qtrs quarter quarters',
  y: 'y yr yrs year years',
}

const units: ReadonlyMap<string, TimeUnit> = new Map(
  (Object.entries(names) as [TimeUnit, string][]).flatMap(([unit, all]) =>
    all.split(' ').map((name) => [name, unit] as const),
  ),
)

/** The unit of a name as time modifiers and spans write it. Source: Splunk Search Reference, "Time modifiers", time units. */
export const timeUnitOf = (name: string): TimeUnit | undefined => units.get(name)

/** Seconds of the units that always have as many, on the clock of the wall. */
export const secondsOfUnit = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const

export const monthsOfUnit = { mon: 1, q: 3, y: 12 } as const
