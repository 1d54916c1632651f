import { facets, type Selection } from './facets.ts'
import { type Sorting, sortings } from './sorting.ts'

export interface ExploreState {
  readonly text: string
  readonly sorting: Sorting
  readonly selection: Selection
}

export function stateOf(query: URLSearchParams): ExploreState {
  const sort = query.get('sort')
  return {
    text: query.get('q') ?? '',
    sorting: sort !== null && Object.hasOwn(sortings, sort) ? (sort as Sorting) : 'relevance',
    selection: Object.fromEntries(
      facets.flatMap(({ key }) => (query.has(key) ? [[key, query.getAll(key)] as const] : [])),
    ),
  }
}

export function queryOf({ text, sorting, selection }: ExploreState): URLSearchParams {
  const query = new URLSearchParams()
  if (text !== '') query.set('q', text)
  if (sorting !== 'relevance') query.set('sort', sorting)
  for (const { key } of facets) for (const value of selection[key] ?? []) query.append(key, value)
  return query
}
