import type { PreparedSearch } from '../search/prepare-search.ts'
import type { Detection } from './detection.ts'

/** Why the search is refused: its first error, with the place in the detection's file where it was written. */
export function refusalOf(
  { path, search }: Pick<Detection, 'path' | 'search'>,
  { source, diagnostics }: PreparedSearch,
): string {
  const error = diagnostics.find(({ severity }) => severity === 'error')!
  const written = error.span && source.locate(error.span)[0]
  const place = search.placeAt(written?.span.start ?? 0)
  const advice = error.advice ? ` (${error.advice})` : ''
  return `${path}:${place.line}:${place.column} ${error.code} ${error.message}${advice}`
}
