import type { DataModel, DataModels } from './data-model.ts'
import { loadDataModel } from './load-data-model.ts'

/** A data model that is read when a search first names it. */
export interface DataModelFile {
  /** What searches call the model. */
  readonly name: string
  text(): string
}

export function dataModelsOf(files: readonly DataModelFile[]): DataModels {
  const texts = new Map(files.map((file) => [file.name, file]))
  const loaded = new Map<string, DataModel>()
  return {
    names: [...texts.keys()],
    find(name) {
      const file = texts.get(name)
      if (!file) return undefined
      const model = loaded.get(name) ?? loadDataModel(name, file.text())
      loaded.set(name, model)
      return model
    },
  }
}
