import type { Stage } from '../contract/command.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { CommandNode, Pipeline } from '../language/ast.ts'
import { datasetStages } from './dataset-stage.ts'
import type { Registry } from './registry.ts'

/**
 * The stages of a pipeline, commands that are made of others (`top`) replaced by those. A command that is refused, or that names a
 * dataset that is not known, is reported and leaves no stage.
 */
export function resolveStages(
  pipeline: Pipeline,
  registry: Registry,
  report: (diagnostic: Diagnostic) => void,
): readonly Stage[] {
  const readsOrder = (name: string) => registry.aggregates.get(name)?.readsOrder ?? true
  const resolve = (node: CommandNode, first: boolean): readonly Stage[] => {
    const command = registry.commands.get(node.name)
    if (!command) throw new Error(`${node.name} was parsed, but is not in the list of commands`)
    if (command.refused !== undefined) {
      report({
        code: 'SPL0501',
        severity: 'error',
        message: `the command "${command.name}" is not supported`,
        span: node.span,
        advice: command.refused,
      })
      return []
    }
    const stage = command.stage(node, readsOrder)
    if (stage.kind === 'generating' && !first) {
      report({
        code: 'SPL0103',
        severity: 'error',
        message: `"${command.name}" makes rows of its own and can only be the first command`,
        span: node.span,
      })
      return []
    }
    if (stage.rewrite) {
      return stage.rewrite.flatMap((part, index) =>
        resolve({ ...part, span: node.span }, first && index === 0),
      )
    }
    if (stage.dataset) return datasetStages(stage.dataset, node, registry, report)
    return [stage]
  }
  return pipeline.commands.flatMap((node, index) => resolve(node, index === 0))
}
