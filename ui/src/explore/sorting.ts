import type { ListedDetection } from '../../../src/http/api-types.ts'
import { severities } from './facets.ts'

export const sortings = {
  relevance: 'Best match',
  name: 'Name',
  newest: 'Newest first',
  severity: 'Severity',
  risk: 'Risk score',
} as const
export type Sorting = keyof typeof sortings

/** Without a text that was searched for, the best match is the order of names. */
export function sortDetections(
  items: readonly ListedDetection[],
  sorting: Sorting,
  scores: ReadonlyMap<string, number> | undefined,
): ListedDetection[] {
  const by = orders[sorting]
  return [...items].sort(
    (left, right) => by(left, right, scores) || (left.name < right.name ? -1 : 1),
  )
}

type Order = (
  left: ListedDetection,
  right: ListedDetection,
  scores: ReadonlyMap<string, number> | undefined,
) => number

const orders: Readonly<Record<Sorting, Order>> = {
  relevance: (left, right, scores) =>
    (scores?.get(right.slug) ?? 0) - (scores?.get(left.slug) ?? 0) ||
    Number(left.deprecated) - Number(right.deprecated),
  name: () => 0,
  newest: (left, right) => (left.date < right.date ? 1 : left.date > right.date ? -1 : 0),
  severity: (left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity),
  risk: (left, right) => right.score - left.score,
}
