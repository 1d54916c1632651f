import type { Stage } from '../contract/command.ts'
import type { FieldFlow } from '../contract/field-flow.ts'

/** Fields that somebody asks for: names, some with `*` wildcards, or all there are. */
export type Demand = ReadonlySet<string> | 'all'

/**
 * What each stage's output must bring: for stage `i` the fields that stages after it, and the reader of the result, ask for.
 * Element 0 is what the first stage asks of its input.
 * @param result what the reader of the result wants, usually `'all'`
 */
export function demandBefore(stages: readonly Stage[], result: Demand): readonly Demand[] {
  const demands: Demand[] = [result]
  for (let i = stages.length - 1; i >= 0; i--) {
    demands.unshift(before((stages[i] as Stage).flow, demands[0] as Demand))
  }
  return demands
}

function before(flow: FieldFlow, after: Demand): Demand {
  if (flow.needsAll) return 'all'
  const wanted = new Set(flow.needs)
  const passes = flow.passes ?? 'all'
  if (passes === 'none') return wanted
  if (after === 'all') {
    if (passes === 'all') return 'all'
    for (const name of passes) wanted.add(name)
    return wanted
  }
  const gone = new Set([...(flow.adds ?? []), ...(flow.removes ?? [])])
  for (const name of after) {
    if (gone.has(name)) continue
    if (
      passes === 'all' ||
      passes.some((kept) => kept === name || isWildcard(kept) || isWildcard(name))
    )
      wanted.add(name)
  }
  return wanted
}

/** The fields that exist after each stage: exact names, or `undefined` from where on that cannot be said. */
export function fieldsAfter(
  stages: readonly Stage[],
  source?: ReadonlySet<string>,
): readonly (ReadonlySet<string> | undefined)[] {
  let known: ReadonlySet<string> | undefined = source
  return stages.map(({ flow }) => {
    known = after(flow, known)
    return known
  })
}

function after(
  flow: FieldFlow,
  known: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  if (flow.renames && known) return flow.renames(known)
  if (flow.addsUnknown) return undefined
  const passes = flow.passes ?? 'all'
  const adds = flow.adds ?? []
  if (
    [...adds, ...(flow.removes ?? []), ...(typeof passes === 'string' ? [] : passes)].some(
      isWildcard,
    )
  ) {
    return undefined
  }
  if (passes === 'none') return new Set(adds)
  if (typeof passes !== 'string') {
    // Names that were asked for by name: they may exist even when the source's fields are not known.
    const kept = passes.filter((name) => known === undefined || known.has(name))
    return new Set([...kept, ...adds])
  }
  if (!known) return undefined
  const names = new Set([...known, ...adds])
  for (const name of flow.removes ?? []) names.delete(name)
  return names
}

export const isWildcard = (name: string): boolean => name.includes('*')
