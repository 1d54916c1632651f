import { type Batch, type Column, plainColumn, selectRows } from '../contract/batch.ts'
import type { DatasetReference, Operator, Scope, Stage } from '../contract/command.ts'
import { keptWith } from '../contract/kept-with.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Span } from '../diagnostics/span.ts'
import { didYouMean } from '../diagnostics/suggest.ts'
import {
  baseFields,
  type Calculation,
  type DataModel,
  type Dataset,
  withAncestors,
  withDescendants,
} from '../knowledge/data-models/data-model.ts'
import type { CommandNode } from '../language/ast.ts'
import { parsePipeline } from '../language/pipeline.ts'
import { multivalueOf } from '../values/value.ts'
import type { Registry } from './registry.ts'
import { allRows } from './row-test.ts'

/**
 * The events of a dataset as a stage: those that match its constraints, with its fields and no others. Constraints of a parent are
 * looked at before those of its children, which may ask for what the parent calculates. Nothing is calculated before it is asked for.
 * Source: Splunk Knowledge Manager Manual, "About data models" and "Define data model dataset fields".
 */
export function datasetStages(
  reference: DatasetReference,
  node: CommandNode,
  registry: Registry,
  report: (diagnostic: Diagnostic) => void,
): readonly Stage[] {
  const found = findDataset(reference, node, registry, report)
  if (!found) return []
  const { model, dataset } = found
  const names = namesOf(model, dataset, reference)
  const stage: DatasetStage = {
    reference,
    members: { dataset, plain: names.plain },
    node,
    kind: 'streaming',
    flow: { passes: 'none', adds: [...new Set([...baseFields, 'nodename', ...names.shown])] },
    readsOrder: false,
    parts: { datasets: [`${model.name}.${dataset.name}`] },
    constraints: withAncestors(dataset).flatMap(({ constraints }) => constraints),
    lazy: true,
    operator: (scope) => datasetOperator(model, dataset, names, { registry, scope }),
  }
  return [stage]
}

/** A stage that lets through the events of a dataset. */
export interface DatasetStage extends Stage {
  /** How the search names it. */
  readonly reference: DatasetReference
  readonly members: DatasetMembers
}

export interface DatasetMembers {
  readonly dataset: Dataset
  /** The dataset's name of a field that searches call so; `undefined` for what is no field of it. */
  plain(shown: string): string | undefined
}

export const isDatasetStage = (stage: Stage): stage is DatasetStage => 'members' in stage

/** Of the dataset that a search names; `undefined` when it is not known. */
export function datasetMembers(
  reference: DatasetReference,
  registry: Registry,
): DatasetMembers | undefined {
  const found = findDataset(reference, { span: noSpan }, registry, () => {})
  if (!found) return undefined
  const { model, dataset } = found
  return { dataset, plain: namesOf(model, dataset, reference).plain }
}

const noSpan: Span = { start: 0, end: 0 }

function findDataset(
  { model: modelName, dataset: datasetName }: DatasetReference,
  { span }: Pick<CommandNode, 'span'>,
  { dataModels }: Registry,
  report: (diagnostic: Diagnostic) => void,
): { readonly model: DataModel; readonly dataset: Dataset } | undefined {
  const refuse = (message: string, advice: { readonly advice?: string }) => {
    report({ code: 'SPL0306', severity: 'error', message, span, ...advice })
    return undefined
  }
  const model = dataModels.find(modelName)
  if (!model) {
    const advice = didYouMean(modelName, dataModels.names)
    return refuse(`the data model "${modelName}" is not known`, advice)
  }
  for (const message of model.problems)
    report({ code: 'SPL0306', severity: 'warning', message, span })
  const roots = [...model.datasets.values()].filter(({ parent }) => !parent)
  const [only] = roots
  if (datasetName === undefined) {
    // Datasets of models with several roots are searched as model.dataset. Source: Common Information Model Add-on Manual, "Endpoint".
    if (only && roots.length === 1) return { model, dataset: only }
    const named = roots.map(({ name }) => `${modelName}.${name}`).join(', ')
    return refuse(`the data model "${modelName}" has several datasets`, {
      advice: `name one of ${named}`,
    })
  }
  const dataset = model.datasets.get(datasetName)
  if (dataset) return { model, dataset }
  const advice = didYouMean(datasetName, model.datasets.keys())
  return refuse(`the data model "${modelName}" has no dataset "${datasetName}"`, advice)
}

/** How fields are called in a search, and what they are called in the dataset. */
interface FieldNames {
  readonly shown: readonly string[]
  /** `undefined` for a name that is no field of the dataset. */
  plain(shown: string): string | undefined
}

/** Made once, as hundreds of searches name the same dataset. */
const namesMade = new WeakMap<Dataset, Map<boolean, FieldNames>>()

function namesOf(model: DataModel, dataset: Dataset, { qualified }: DatasetReference): FieldNames {
  const made = namesMade.get(dataset) ?? new Map<boolean, FieldNames>()
  namesMade.set(dataset, made)
  const names = made.get(qualified) ?? (qualified ? qualifiedNames : plainNames)(model, dataset)
  made.set(qualified, names)
  return names
}

/** `All_Changes.user`; a field that a child declares is `All_Changes.Account_Management.src_user` or `Account_Management.src_user`. */
function qualifiedNames(model: DataModel, dataset: Dataset): FieldNames {
  const shown: string[] = []
  const plain = new Map<string, string>()
  for (const { lineage, fields } of familyOf(model, dataset)) {
    for (const field of fields) {
      shown.push(`${lineage.join('.')}.${field}`)
      for (let start = 0; start < lineage.length; start++) {
        for (let end = start + 1; end <= lineage.length; end++) {
          plain.set(`${lineage.slice(start, end).join('.')}.${field}`, field)
        }
      }
    }
  }
  return { shown, plain: (name) => plain.get(name) }
}

function plainNames(model: DataModel, dataset: Dataset): FieldNames {
  const shown = [...new Set(familyOf(model, dataset).flatMap(({ fields }) => fields))]
  const known = new Set(shown)
  return { shown, plain: (name) => (known.has(name) ? name : undefined) }
}

/** What the dataset inherits comes first, then itself, then what only some of its events are. */
const familyOf = (model: DataModel, dataset: Dataset): readonly Dataset[] => [
  ...withAncestors(dataset).toReversed(),
  ...withDescendants(model, dataset).slice(1),
]

interface Surroundings {
  readonly registry: Registry
  readonly scope: Scope
}

function datasetOperator(
  model: DataModel,
  dataset: Dataset,
  names: FieldNames,
  surroundings: Surroundings,
): Operator {
  return {
    process(events) {
      const members = membersOf(events, dataset, surroundings)
      return named(members, names, () => nodeNames(model, dataset, members, surroundings))
    },
  }
}

/** Of batches that several searches read: the members of each dataset, found once. */
const membersByDataset = keptWith((_: Batch) => new Map<Dataset, Batch>())

function membersOf(events: Batch, dataset: Dataset, surroundings: Surroundings): Batch {
  const byDataset = membersByDataset(events)
  const found = byDataset.get(dataset)
  if (found) return found
  const candidates = dataset.parent ? membersOf(events, dataset.parent, surroundings) : events
  const members = calculated(matching(candidates, dataset, surroundings), dataset, surroundings)
  byDataset.set(dataset, members)
  return members
}

function matching(batch: Batch, dataset: Dataset, { scope }: Surroundings): Batch {
  const rows = matchingRows(batch, dataset, scope)
  return rows.length < batch.length ? selectRows(batch, rows) : batch
}

function matchingRows(batch: Batch, { constraints }: Dataset, scope: Scope): Uint32Array {
  const [first, ...others] = constraints.map((constraint) => scope.search(constraint))
  // Asked of the whole batch, since other datasets ask it for the same columns.
  return others.reduce(
    (rows, predicate) => predicate.rows(selectRows(batch, rows)).map((row) => rows[row]!),
    first?.rows(batch) ?? allRows(batch.length),
  )
}

/** The batch with what the dataset calculates, each calculation run when one of its fields is first asked for. */
function calculated(input: Batch, { calculations }: Dataset, surroundings: Surroundings): Batch {
  return calculations.reduce((batch, calculation) => {
    let output: Batch | undefined
    return columnsOnDemand(
      batch,
      () => [...new Set([...batch.fields(), ...calculation.fields])],
      (name) => {
        if (!calculation.fields.includes(name)) return batch.column(name)
        output ??= run(calculation, batch, surroundings)
        return output.column(name)
      },
    )
  }, input)
}

function run(calculation: Calculation, batch: Batch, surroundings: Surroundings): Batch {
  return operatorsOf(calculation, surroundings).reduce(
    (current, operator) => operator.process(current),
    batch,
  )
}

/** Of calculations, which searches share: how they run at a time and in a zone. */
const made = new WeakMap<Calculation, Map<string, readonly Operator[]>>()
/** Searches that begin one after the other do so at other times. */
const mostMade = 4

function operatorsOf(
  calculation: Calculation,
  { registry, scope }: Surroundings,
): readonly Operator[] {
  // A lookup may be written between two searches.
  if (calculation.command.includes('lookup')) return newOperators(calculation, registry, scope)
  const byTime = made.get(calculation) ?? new Map<string, readonly Operator[]>()
  made.set(calculation, byTime)
  const key = `${scope.now} ${scope.timeZone}`
  const known = byTime.get(key)
  if (known) return known
  const operators = newOperators(calculation, registry, scope)
  if (byTime.size >= mostMade) byTime.clear()
  byTime.set(key, operators)
  return operators
}

function newOperators(
  { command }: Calculation,
  { commands }: Registry,
  scope: Scope,
): readonly Operator[] {
  const all: Scope = { ...scope, demand: 'all' }
  return parsePipeline(`| ${command}`, commands).pipeline.commands.flatMap((node) => {
    const stage = commands.get(node.name)?.stage(node, () => true)
    return stage ? [stage.operator(all)] : []
  })
}

/** The members under the names that searches use. */
const named = (members: Batch, { shown, plain }: FieldNames, nodes: () => Column): Batch =>
  columnsOnDemand(
    members,
    () => [...new Set([...baseFields, ...shown])],
    (name) => {
      if (name === 'nodename') return nodes()
      const own = baseFields.includes(name) ? name : plain(name)
      return own === undefined ? undefined : members.column(own)
    },
  )

/** Of each row the datasets that it belongs to, with their lineage: `All_Changes.Account_Management`. */
function nodeNames(
  model: DataModel,
  dataset: Dataset,
  members: Batch,
  surroundings: Surroundings,
): Column {
  const names = Array.from({ length: members.length }, () =>
    withAncestors(dataset)
      .toReversed()
      .map(({ lineage }) => lineage.join('.')),
  )
  const visit = (parent: Dataset, batch: Batch, places: Uint32Array): void => {
    for (const child of model.datasets.values()) {
      if (child.parent !== parent) continue
      const rows = matchingRows(batch, child, surroundings.scope)
      const inner = rows.map((row) => places[row]!)
      for (const place of inner) names[place]!.push(child.lineage.join('.'))
      visit(child, calculated(selectRows(batch, rows), child, surroundings), inner)
    }
  }
  visit(dataset, members, allRows(members.length))
  return plainColumn(names.map((list) => multivalueOf(list)))
}

/** The same rows with other fields, each made once. */
function columnsOnDemand(
  { length }: Batch,
  fields: () => readonly string[],
  make: (name: string) => Column | undefined,
): Batch {
  const made = new Map<string, Column | undefined>()
  return {
    length,
    fields,
    column(name) {
      if (!made.has(name)) made.set(name, make(name))
      return made.get(name)
    },
  }
}
