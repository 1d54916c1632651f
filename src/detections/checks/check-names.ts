import { itemsOf, type NamedContent, stemOf } from '../known-content.ts'
import type { ContentKind } from '../load.ts'
import { lineIndex } from '../placed-text.ts'
import type { ContentProblem } from '../problem.ts'
import { type CheckContext, problemAt } from './check.ts'

/**
 * Names of files, placeholders, and names and ids that two contents share. Sources: contentctl, `security_content_object_abstract.py` (a file has the
 * name of its content, blanks and `-./` as `_`, in lower case) and `director.py` (names and ids are unique over all kinds).
 */
export function* checkNames({ content, known }: CheckContext): Generator<ContentProblem> {
  for (const [kind, item] of itemsOf(content)) {
    const wanted = item.name.replaceAll(/[ \-./]/g, '_').toLowerCase()
    const found = stemOf(item.path)
    if (namedByFile.has(kind) && found !== wanted) {
      const message = `the file should be named ${wanted}.yml after "${item.name}"`
      yield problemAt('YML0306', 'error', item, item.placeOf('name'), message)
    }
    const placeholder = item.source.indexOf('__UPDATE__')
    if (placeholder >= 0) {
      const place = lineIndex(item.source)(placeholder)
      yield problemAt('YML0106', 'error', item, place, 'the placeholder __UPDATE__ is still there')
    }
  }
  const own = new Set([...itemsOf(content)].map(([, { path }]) => path))
  const ids = new Map<string, NamedContent>()
  const names = new Map<string, NamedContent>()
  for (const item of known.named) {
    const sameId = item.id === '' ? undefined : put(ids, item.id, item)
    if (sameId) yield* shared(item, sameId, own, `the id ${item.id}`, 'error')
    const sameName = put(names, item.name, item)
    if (sameName) {
      // A macro and a lookup of one name are told apart wherever they are used; ESCU had such pairs until 2025.
      const severity = sameName.kind === item.kind ? 'error' : 'warning'
      yield* shared(item, sameName, own, `the name "${item.name}"`, severity)
    }
  }
}

/** Lookups may be named otherwise than their files, and macros too; a playbook is named after its program. */
const namedByFile: ReadonlySet<ContentKind> = new Set([
  'detections',
  'stories',
  'data_sources',
  'baselines',
  'dashboards',
  'macros',
])

/** @returns what was there before */
function put(
  table: Map<string, NamedContent>,
  key: string,
  item: NamedContent,
): NamedContent | undefined {
  const before = table.get(key)
  if (before === undefined) table.set(key, item)
  return before
}

/** At the one of the two that is checked, the later one when both are. */
function* shared(
  later: NamedContent,
  earlier: NamedContent,
  own: ReadonlySet<string>,
  what: string,
  severity: ContentProblem['severity'],
): Generator<ContentProblem> {
  const [at, other] = own.has(later.path) ? [later, earlier] : [earlier, later]
  if (own.has(at.path))
    yield problemAt('YML0301', severity, at, at.place, `${what} is also in ${other.path}`)
}
