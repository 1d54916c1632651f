import type { Stage } from '../../contract/command.ts'
import type { Span } from '../../diagnostics/span.ts'
import type { PreparedSearch } from '../../search/prepare-search.ts'
import type { Detection } from '../detection.ts'
import type { Place } from '../problem.ts'

/** Where a span of the expanded search was written; of what is inside a macro, where the macro is called. */
export function placeInSearch(
  { search }: Pick<Detection, 'search'>,
  { source }: PreparedSearch,
  span: Span,
): Place {
  return search.placeAt(source.locate(span)[0]?.span.start ?? 0)
}

export const stagesOf = ({ stages }: PreparedSearch): readonly Stage[] => stages
