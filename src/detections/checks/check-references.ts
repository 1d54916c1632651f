import { didYouMean } from '../../diagnostics/suggest.ts'
import type { ContentItem } from '../content-item.ts'
import type { Detection } from '../detection.ts'
import type { ContentKind } from '../load.ts'
import type { PlacedText } from '../placed-text.ts'
import type { ContentCode, ContentProblem } from '../problem.ts'
import { type CheckContext, problemAt, withAdvice } from './check.ts'

/**
 * Names of stories, data sources and detections, and ATT&CK ids. Source: contentctl, `detection_abstract.py` and `detection_tags.py`: each
 * must be there by its exact name, and since 2025 a technique must not stand beside its own sub-technique.
 */
export function* checkReferences(context: CheckContext): Generator<ContentProblem> {
  const { content } = context
  for (const detection of content.detections) {
    yield* unknown('stories', 'YML0311', 'story', detection, detection.stories, context)
    yield* unknown(
      'data_sources',
      'YML0312',
      'data source',
      detection,
      detection.dataSources.flatMap(parts),
      context,
    )
    yield* techniques(detection, context)
  }
  for (const search of [...content.baselines, ...content.investigations]) {
    yield* unknown('stories', 'YML0311', 'story', search, search.stories, context)
    yield* unknown('detections', 'YML0313', 'detection', search, search.detections, context)
  }
  for (const playbook of content.playbooks)
    yield* unknown('detections', 'YML0313', 'detection', playbook, playbook.detections, context)
}

/** Where no content of the kind is known, nothing can be said of its names. */
function* unknown(
  kind: ContentKind,
  code: ContentCode,
  what: string,
  item: ContentItem,
  names: readonly Pick<PlacedText, 'text' | 'place'>[],
  { known }: CheckContext,
): Generator<ContentProblem> {
  const candidates = known.names(kind)
  if (candidates.size === 0) return
  for (const name of names) {
    if (candidates.has(name.text)) continue
    const message = withAdvice(`there is no ${what} "${name.text}"`, nearest(name.text, candidates))
    yield problemAt(code, 'error', item, name.place, message)
  }
}

/** One wrong name often stands in many files, and comparing it with all others takes long. */
const nearestOf = new WeakMap<ReadonlySet<string>, Map<string, { readonly advice?: string }>>()

function nearest(name: string, candidates: ReadonlySet<string>): { readonly advice?: string } {
  const known = nearestOf.get(candidates) ?? new Map<string, { readonly advice?: string }>()
  nearestOf.set(candidates, known)
  const before = known.get(name)
  if (before !== undefined) return before
  const found = didYouMean(name, candidates)
  const near = found.advice !== undefined && sameNumbers(found.advice, name) ? found : {}
  known.set(name, near)
  return near
}

/** Nobody means the event 20 who writes 26. */
const sameNumbers = (a: string, b: string): boolean =>
  (a.match(/\d+/g) ?? []).join() === (b.match(/\d+/g) ?? []).join()

/** `A AND B` names two. */
function parts(names: PlacedText) {
  let at = 0
  return names.text.split(' AND ').map((part) => {
    const begin = at + part.length - part.trimStart().length
    at += part.length + ' AND '.length
    return {
      text: part.trim(),
      get place() {
        return names.placeAt(begin)
      },
    }
  })
}

function* techniques(detection: Detection, { attack }: CheckContext): Generator<ContentProblem> {
  const ids = new Set(detection.attackIds.map(({ text }) => text))
  for (const id of detection.attackIds) {
    const { text } = id
    if (!/^T\d{4}(?:\.\d{3})?$/.test(text)) continue
    const technique = attack?.technique(text)
    if (technique === null) {
      const message = `ATT&CK ${attack?.version} has no technique ${text}`
      yield problemAt('YML0302', 'error', detection, id.place, message)
    } else if (technique && technique.status !== 'active') {
      const advice = technique.successor ? `; it is ${technique.successor} now` : ''
      const message = `the technique ${text} (${technique.name}) was ${technique.status} by ATT&CK${advice}`
      const { successor } = technique
      const fix =
        successor === null || ids.has(successor) ? undefined : { written: text, instead: successor }
      yield problemAt('YML0308', 'warning', detection, id.place, message, fix)
    }
    const [parent] = text.split('.') as [string]
    if (detection.generation > 1 && parent !== text && ids.has(parent)) {
      const message = `${text} stands beside its parent ${parent}; name the sub-technique alone`
      yield problemAt('YML0307', 'error', detection, id.place, message)
    }
  }
}
