import { didYouMean } from '../../diagnostics/suggest.ts'
import { itemsOf } from '../known-content.ts'
import { type ContentKind, contentKinds } from '../load.ts'
import type { ContentProblem } from '../problem.ts'
import { type CheckContext, problemAt, withAdvice } from './check.ts'

/**
 * Deprecation mappings against what they speak of. Source: contentctl, `deprecation_info.py`: everything deprecated or removed is mapped once, in
 * the section of its kind. Without a mapping there is nothing to compare.
 */
export function* checkDeprecation({ content }: CheckContext): Generator<ContentProblem> {
  const { deprecations } = content
  if (deprecations.length === 0) return
  const seen = new Map<string, number>()
  const leaving = new Map<string, ContentKind>()
  for (const [kind, { name, status }] of itemsOf(content))
    if (kind === 'removed' || status === 'deprecated') leaving.set(name, kind)
  for (const entry of deprecations) {
    const report = (message: string) => problemAt('YML0411', 'error', entry, entry.place, message)
    const line = seen.get(entry.content)
    if (line !== undefined) yield report(`"${entry.content}" is also named in line ${line}`)
    else seen.set(entry.content, entry.place.line)
    const kind = leaving.get(entry.content)
    if (kind === undefined) {
      const message = `"${entry.content}" is neither deprecated nor removed`
      yield report(withAdvice(message, didYouMean(entry.content, leaving.keys())))
    } else if (kind !== 'removed' && isKind(entry.kind) && entry.kind !== kind)
      yield report(`"${entry.content}" is in the section ${entry.kind}, and belongs to ${kind}`)
    if (entry.reason.length < 6)
      yield report(`the reason for "${entry.content}" is missing or too short`)
  }
  for (const [kind, item] of itemsOf(content)) {
    if (!leaving.has(item.name) || seen.has(item.name)) continue
    const message = `"${item.name}" is ${kind === 'removed' ? 'removed' : 'deprecated'}, and no deprecation mapping says why`
    yield problemAt('YML0411', 'error', item, item.placeOf('status'), message)
  }
}

const isKind = (text: string): boolean => (contentKinds as readonly string[]).includes(text)
