import { type Batch, emptyBatch } from '../contract/batch.ts'
import type { Scope } from '../contract/command.ts'

/** The events of a data model's dataset; nothing, and a report, where data models are not known. */
export async function datasetRows(
  model: string,
  dataset: string | undefined,
  scope: Scope,
  signal: AbortSignal,
): Promise<Batch> {
  if (scope.dataset) return await scope.dataset(model, dataset, signal)
  scope.report({
    code: 'SPL0306',
    severity: 'error',
    message: `the data model "${model}" is not known`,
  })
  return emptyBatch
}
