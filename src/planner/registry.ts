import type { Aggregate } from '../contract/aggregate.ts'
import type { Command } from '../contract/command.ts'
import type { EvalFunction } from '../contract/function.ts'
import type { DataModels } from '../knowledge/data-models/data-model.ts'

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
