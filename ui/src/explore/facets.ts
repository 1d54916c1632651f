import type {
  AnalysisAnswer,
  ListedDetection,
  VerdictsAnswer,
} from '../../../src/http/api-types.ts'

/** What is known beside the file. `undefined` is: not known yet. */
export interface Surroundings {
  readonly analysis: AnalysisAnswer | undefined
  /** Names of the detections that found something in the last hunt; `undefined` before one. */
  readonly fired: ReadonlySet<string> | undefined
  readonly verdicts?: VerdictsAnswer | undefined
}

export interface Facet {
  /** In the address. */
  readonly key: string
  readonly label: string
  /** Each value once; none when it is not known. */
  readonly valuesOf: (item: ListedDetection, surroundings: Surroundings) => readonly string[]
  /** Values in this order, else by count. */
  readonly order?: readonly string[]
  /** Shown for values that are codes. */
  readonly open?: boolean
}

const present = (text: string): readonly string[] => (text === '' ? [] : [text])

export const severities = ['critical', 'high', 'medium', 'low', 'informational'] as const

export const facets: readonly Facet[] = [
  { key: 'type', label: 'Type', open: true, valuesOf: ({ type }) => present(type) },
  {
    key: 'severity',
    label: 'Severity',
    open: true,
    order: severities,
    valuesOf: ({ severity }) => present(severity),
  },
  { key: 'tactic', label: 'Tactic', open: true, valuesOf: ({ tactics }) => tactics },
  {
    key: 'technique',
    label: 'Technique',
    valuesOf: ({ attack }) => [
      ...new Set(attack.map(({ id, name }) => (name === null ? id : `${id} ${name}`))),
    ],
  },
  {
    key: 'source',
    label: 'Data source',
    open: true,
    valuesOf: ({ dataSources }) => [...new Set(dataSources)],
  },
  { key: 'story', label: 'Story', valuesOf: ({ stories }) => [...new Set(stories)] },
  { key: 'status', label: 'Status', valuesOf: ({ status }) => present(status) },
  { key: 'asset', label: 'Asset type', valuesOf: ({ assetType }) => present(assetType) },
  {
    key: 'runs',
    label: 'Runs here',
    order: ['runs', 'refused'],
    valuesOf: ({ slug }, { analysis }) => {
      const known = analysis?.[slug]
      if (!known) return []
      return [known.refusal === null ? 'runs' : 'refused']
    },
  },
  {
    key: 'lint',
    label: 'Warnings',
    order: ['has warnings', 'clean'],
    valuesOf: ({ slug }, { analysis }) => {
      const known = analysis?.[slug]
      if (!known) return []
      return [known.warnings > 0 ? 'has warnings' : 'clean']
    },
  },
  {
    key: 'tested',
    label: 'Tests',
    order: ['passed', 'failed', 'no data', 'skipped', 'not run', 'without test'],
    valuesOf: ({ name, tests }, { verdicts }) => {
      if (tests === 0) return ['without test']
      if (!verdicts) return []
      const verdict = verdicts[name]
      if (!verdict || verdict.changed) return ['not run']
      return [verdict.outcome === 'error' ? 'failed' : verdict.outcome]
    },
  },
  {
    key: 'hunt',
    label: 'My hunt',
    order: ['fired', 'did not fire'],
    valuesOf: ({ name }, { fired }) =>
      fired === undefined ? [] : [fired.has(name) ? 'fired' : 'did not fire'],
  },
  {
    key: 'generation',
    label: 'Format',
    order: ['generation 3', 'generation 2', 'generation 1'],
    valuesOf: ({ generation }) => [`generation ${generation}`],
  },
]

/** Chosen values by facet; values of one facet mean either, facets mean all. */
export type Selection = Readonly<Record<string, readonly string[]>>

export interface FacetValue {
  readonly value: string
  /** How many there would be with it, given what is chosen in the other facets. */
  readonly count: number
  readonly chosen: boolean
}

export interface FacetedItems {
  readonly items: readonly ListedDetection[]
  readonly values: Readonly<Record<string, readonly FacetValue[]>>
}

/** Items keep their order. Each facet counts what the other facets leave. */
export function applyFacets(
  items: readonly ListedDetection[],
  selection: Selection,
  surroundings: Surroundings,
): FacetedItems {
  const counts = new Map(facets.map(({ key }) => [key, new Map<string, number>()]))
  const left: ListedDetection[] = []
  for (const item of items) {
    const values = facets.map(({ valuesOf }) => valuesOf(item, surroundings))
    const failing = facets.flatMap(({ key }, index) =>
      fits(selection[key], values[index]!) ? [] : [index],
    )
    if (failing.length === 0) left.push(item)
    for (const [index, { key }] of facets.entries()) {
      if (failing.some((each) => each !== index)) continue
      const count = counts.get(key)!
      for (const value of values[index]!) count.set(value, (count.get(value) ?? 0) + 1)
    }
  }
  return {
    items: left,
    values: Object.fromEntries(
      facets.map((facet) => [
        facet.key,
        orderedValues(facet, counts.get(facet.key)!, selection[facet.key] ?? []),
      ]),
    ),
  }
}

const fits = (chosen: readonly string[] | undefined, values: readonly string[]): boolean =>
  chosen === undefined || chosen.length === 0 || values.some((value) => chosen.includes(value))

function orderedValues(
  { order }: Facet,
  counts: ReadonlyMap<string, number>,
  chosen: readonly string[],
): FacetValue[] {
  const names = [...new Set([...chosen, ...counts.keys()])]
  const place = (value: string) => {
    const index = order?.indexOf(value) ?? -1
    return index < 0 ? Number.POSITIVE_INFINITY : index
  }
  return names
    .map((value) => ({ value, count: counts.get(value) ?? 0, chosen: chosen.includes(value) }))
    .sort(
      (left, right) =>
        compare(place(left.value), place(right.value)) ||
        right.count - left.count ||
        compare(left.value, right.value),
    )
}

const compare = <T extends number | string>(left: T, right: T): number =>
  left < right ? -1 : left > right ? 1 : 0
