import type { MacroTable } from '../../language/source.ts'
import type { DataModelFile } from '../conf/app-layers.ts'
import type { DataModel, DataModels } from './data-model.ts'
import { loadDataModel } from './load-data-model.ts'

/**
 * @param files of several with one name the last counts
 * @param macros those that constraints may call (`cim_Endpoint_indexes`); asked when a model is read
 */
export function dataModelsOf(
  files: readonly DataModelFile[],
  macros: () => MacroTable = () => new Map(),
): DataModels {
  const texts = new Map(files.map((file) => [file.name, file]))
  const loaded = new Map<string, DataModel>()
  return {
    names: [...texts.keys()],
    find(name) {
      const file = texts.get(name)
      if (!file) return undefined
      const model = loaded.get(name) ?? loadDataModel(name, file.text(), macros())
      loaded.set(name, model)
      return model
    },
  }
}
