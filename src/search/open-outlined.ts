import type { Batch } from '../contract/batch.ts'
import type { DeferredSearch, OutlinedSearch } from './outlined-search.ts'
import { outerBounds } from './plan-search.ts'
import type { RunContext } from './run-context.ts'
import { type OpenSearch, openSearch } from './run-search.ts'

/** Opens a search; one that can wait is opened when its first row is there. */
export const openOutlined = async (
  search: Exclude<OutlinedSearch, { kind: 'refused' }>,
  context: RunContext,
): Promise<OpenSearch> =>
  search.kind === 'whole' ? openSearch(search.prepared, context) : openDeferred(search, context)

function openDeferred(
  { outline, task, prepared }: DeferredSearch,
  context: RunContext,
): OpenSearch {
  const waiting: Batch[] = []
  let opening: Promise<OpenSearch> | undefined
  let open: OpenSearch | undefined
  let failed = false
  const begin = async (): Promise<OpenSearch> => {
    open = await openSearch(prepared(), context)
    for (const rows of waiting.splice(0)) open.push(rows)
    return open
  }
  return {
    task,
    generates: false,
    bounds: outerBounds(context.options, () => {}),
    fields: outline.fields ? new Set(outline.fields) : undefined,
    writes: () => open?.writes() ?? false,
    push(rows) {
      if (failed) return false
      if (open) return open.push(rows)
      waiting.push(rows)
      if (opening) return true
      opening = begin()
      // What goes wrong is told at the end; until then no row is kept for it.
      opening.catch(() => {
        failed = true
        waiting.length = 0
      })
      return true
    },
    preview: async () => (await opening)?.preview() ?? [],
    // Without a row there is nothing to tell: see `outlineOf`.
    finish: async () => (await opening)?.finish() ?? [],
  }
}
