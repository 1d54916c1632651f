import type { SearchRefusal } from '../search/search-outline.ts'
import type { Detection } from './detection.ts'

/** Why the search is refused, with the place in the detection's file where it was written. */
export function refusalOf(
  { path, search }: Pick<Detection, 'path' | 'search'>,
  { code, message, advice, at }: SearchRefusal,
): string {
  const place = search.placeAt(at)
  return `${path}:${place.line}:${place.column} ${code} ${message}${advice ? ` (${advice})` : ''}`
}
