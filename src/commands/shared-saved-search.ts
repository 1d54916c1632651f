import { type Batch, emptyBatch } from '../contract/batch.ts'
import type { Scope } from '../contract/command.ts'
import { parseTemplate } from './shared-template.ts'

/** The rows of a saved search; nothing, and a report, when it is not known. */
export async function runSavedSearch(
  name: string,
  values: Readonly<Record<string, string>>,
  scope: Scope,
  signal: AbortSignal,
): Promise<Batch> {
  const text = scope.savedSearch?.(name)
  if (text === undefined) {
    scope.report({
      code: 'SPL0306',
      severity: 'error',
      message: `the saved search "${name}" is not known`,
    })
    return emptyBatch
  }
  const filled = text.replace(/\$([\w.]+)\$/g, (written, key: string) => values[key] ?? written)
  const pipeline = parseTemplate(filled, { start: 0, end: 0 }, scope)
  return pipeline ? await scope.subsearch(pipeline, signal) : emptyBatch
}
