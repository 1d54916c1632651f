import type { PreparedSearch } from '../../search/prepare-search.ts'
import type { Attack } from '../attack.ts'
import type { Content } from '../content.ts'
import type { ContentItem } from '../content-item.ts'
import type { Detection } from '../detection.ts'
import type { Fix } from '../fixes.ts'
import type { KnownContent } from '../known-content.ts'
import type { ContentCode, ContentProblem, Place } from '../problem.ts'

/** What a check may look at. */
export interface CheckContext {
  readonly content: Content
  readonly known: KnownContent
  readonly attack: Attack | null
  /** `2026-03-10` in UTC. */
  readonly today: string
}

/** Looks at the whole of the content. */
export type ContentCheck = (context: CheckContext) => Iterable<ContentProblem>

/** Looks at one detection and its search. */
export type DetectionCheck = (
  detection: Detection,
  search: PreparedSearch,
  context: CheckContext,
) => Iterable<ContentProblem>

/** @param at where the key or item is written */
export const problemAt = (
  code: ContentCode,
  severity: ContentProblem['severity'],
  { path }: Pick<ContentItem, 'path'>,
  place: Place,
  message: string,
  fix?: Fix,
): ContentProblem => ({ code, severity, message, path, place, ...(fix && { fix }) })

/** The advice in parentheses, as messages of lint have it. */
export const withAdvice = (message: string, { advice }: { readonly advice?: string }): string =>
  advice === undefined ? message : `${message} (${advice})`
