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
    push(rows) {
      if (open) return open.push(rows)
      waiting.push(rows)
      opening ??= begin()
      // What goes wrong is told at the end.
      opening.catch(() => {})
      return true
    },
    preview: async () => (await opening)?.preview() ?? [],
    // Without a row there is nothing to tell: see `outlineOf`.
    finish: async () => (await opening)?.finish() ?? [],
  }
}
