import type { Aggregate } from '../contract/aggregate.ts'
import type { Command, Stage } from '../contract/command.ts'
import type { EvalFunction } from '../contract/function.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { DataModels } from '../knowledge/data-models/data-model.ts'
import type { CommandNode, Pipeline } from '../language/ast.ts'
import { datasetStages } from './dataset-stage.ts'

/** Everything that names in a search can mean, by name and alias. Handed in: the planner imports no list. */
export interface Registry {
  readonly commands: ReadonlyMap<string, Command>
  readonly functions: ReadonlyMap<string, EvalFunction>
  readonly aggregates: ReadonlyMap<string, Aggregate>
  readonly dataModels: DataModels
}

const noDataModels: DataModels = { names: [], find: () => undefined }

export function registryOf(
  commands: readonly Command[],
  functions: readonly EvalFunction[],
  aggregates: readonly Aggregate[],
  dataModels: DataModels = noDataModels,
): Registry {
  return {
    commands: byName(commands),
    functions: byName(functions),
    aggregates: byName(aggregates),
    dataModels,
  }
}

function byName<T extends { readonly name: string; readonly aliases: readonly string[] }>(
  list: readonly T[],
): ReadonlyMap<string, T> {
  const table = new Map<string, T>()
  for (const unit of list) for (const name of [unit.name, ...unit.aliases]) table.set(name, unit)
  return table
}

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
