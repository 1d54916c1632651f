import type { PreparedSearch } from '../../search/prepare-search.ts'
import type { Detection } from '../detection.ts'
import type { ContentProblem } from '../problem.ts'
import { type CheckContext, problemAt } from './check.ts'

/** Macros that are on their way out: by their status, by their description, or by a deprecation mapping. */
export function* checkMacros(
  detection: Detection,
  _search: PreparedSearch,
  { known, content }: CheckContext,
): Generator<ContentProblem> {
  const { search } = detection
  for (const match of search.text.matchAll(/`([\w.:-]+)(?:\(|`)/g)) {
    const name = match[1] as string
    const macro = known.macros.get(name)
    const mapped = content.deprecations.find(
      (entry) => entry.kind === 'macros' && entry.content === name,
    )
    const isOld =
      macro?.status === 'deprecated' || /^\W*deprecated\b/i.test(macro?.description ?? '')
    if (!mapped && !isOld) continue
    const [instead] = mapped?.replacements ?? []
    const advice = instead === undefined ? '' : `; use \`${instead}\``
    const message = `the macro \`${name}\` is deprecated${advice}`
    yield problemAt('YML0503', 'warning', detection, search.placeAt(match.index), message)
  }
}
