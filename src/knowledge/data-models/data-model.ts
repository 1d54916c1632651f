import type { SearchExpression } from '../../language/ast.ts'

/** A data model as its JSON declares it, ready to be read by searches. */
export interface DataModel {
  readonly name: string
  /** By name, in the order of the file. */
  readonly datasets: ReadonlyMap<string, Dataset>
  /** What in the file is not understood, or not supported; the datasets do without it. */
  readonly problems: readonly string[]
}

/** A dataset with what it declares itself; what it inherits is that of its parents. */
export interface Dataset {
  readonly name: string
  /** `undefined` for one that all events may belong to (`BaseEvent`). */
  readonly parent: Dataset | undefined
  /** Names from the root down to this one. */
  readonly lineage: readonly string[]
  /** Those of the parent's events that belong to it; they must match all of them. */
  readonly constraints: readonly SearchExpression[]
  readonly fields: readonly string[]
  /** In order: each reads what those before it made. */
  readonly calculations: readonly Calculation[]
}

export interface Calculation {
  /** The fields that it makes. */
  readonly fields: readonly string[]
  /** A command that makes them of the dataset's other fields: `eval user=lower(user)`. */
  readonly command: string
}

/** The data models that searches can name. */
export interface DataModels {
  readonly names: readonly string[]
  /** `undefined` for a name that means nothing. Case counts. */
  find(name: string): DataModel | undefined
}

/** Fields that an event of every dataset has. Source: Splunk Knowledge Manager Manual, "Define data model dataset fields". */
export const baseFields: readonly string[] = [
  '_time',
  '_raw',
  'host',
  'source',
  'sourcetype',
  'index',
]

/** The dataset, its parent, and so on up to the root. */
export function withAncestors(dataset: Dataset): readonly Dataset[] {
  const found: Dataset[] = []
  for (let each: Dataset | undefined = dataset; each; each = each.parent) found.push(each)
  return found
}

/** The dataset and all below it. */
export const withDescendants = (model: DataModel, { name, lineage }: Dataset): readonly Dataset[] =>
  [...model.datasets.values()].filter((each) => each.lineage[lineage.length - 1] === name)
