import type { CommandNode } from '../language/ast.ts'

/** What `datamodel` is told. Without a dataset it stands for the model's only root. */
export interface DatamodelArgs {
  readonly strictFields: boolean
  readonly allowOldSummaries: boolean | undefined
  readonly summariesonly: boolean | undefined
  readonly model: string | undefined
  readonly dataset: string | undefined
  readonly mode: 'search' | 'flat' | 'acceleration_search' | undefined
}

/** The command that gives a dataset's events, for commands that begin with them. */
export function datasetNode(
  model: string,
  dataset: string | undefined,
  mode: 'search' | 'flat',
): CommandNode {
  const args: DatamodelArgs = {
    strictFields: true,
    allowOldSummaries: undefined,
    summariesonly: undefined,
    model,
    dataset,
    mode,
  }
  return { kind: 'command', name: 'datamodel', args, span: { start: 0, end: 0 } }
}
