import type { SearchExpression } from '../../language/ast.ts'
import { parseWhole } from '../../language/pipeline.ts'
import { quote, quoteIfNeeded } from '../../language/quoting.ts'
import { parseSearch } from '../../language/search.ts'
import { expandMacros, type MacroTable } from '../../language/source.ts'
import type { Calculation, DataModel, Dataset } from './data-model.ts'

/**
 * Reads a data model in the JSON of Splunk's `data/models` folders. Never throws. Source: Splunk REST API Reference,
 * "datamodel/model" (the member `eai:data`); Splunk Knowledge Manager Manual, "Design data models".
 * @param macros those that constraints may call
 * @param name the file's name without `.json`, which is what searches call the model
 */
export function loadDataModel(
  name: string,
  text: string,
  macros: MacroTable = new Map(),
): DataModel {
  const problems: string[] = []
  const report = (problem: string) => problems.push(`data model "${name}": ${problem}`)
  const declared = objectsIn(text, report)
  const made = new Map<string, Dataset | undefined>()
  const datasets = new Map<string, Dataset>()
  const datasetOf = (objectName: string): Dataset | undefined => {
    if (made.has(objectName)) return made.get(objectName)
    const object = declared.get(objectName)
    // Until it is made it has no parent: a circle ends there.
    made.set(objectName, undefined)
    if (!object) return undefined
    const parentName = textIn(object, 'parentName') ?? 'BaseEvent'
    const parent = bases.has(parentName) ? undefined : datasetOf(parentName)
    if (!parent && !bases.has(parentName)) {
      report(`${objectName} has no parent "${parentName}" and is left out`)
      return undefined
    }
    const dataset = makeDataset(objectName, parent, object, { macros, report })
    made.set(objectName, dataset)
    return dataset
  }
  for (const objectName of declared.keys()) {
    const dataset = datasetOf(objectName)
    if (dataset) datasets.set(objectName, dataset)
  }
  return { name, datasets, problems }
}

type Json = Readonly<Record<string, unknown>>
type Report = (problem: string) => void

const bases: ReadonlySet<string> = new Set(['BaseEvent', 'BaseSearch'])

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textIn = (object: Json, key: string): string | undefined => {
  const value = object[key]
  return typeof value === 'string' ? value : undefined
}

const listIn = (object: Json, key: string): readonly Json[] => {
  const value = object[key]
  return Array.isArray(value) ? value.filter(isObject) : []
}

function objectsIn(text: string, report: Report): ReadonlyMap<string, Json> {
  const objects = new Map<string, Json>()
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    report(`this is not JSON: ${(error as Error).message}`)
    return objects
  }
  if (!isObject(json) || !Array.isArray(json['objects'])) {
    report('it has no list "objects"')
    return objects
  }
  for (const object of listIn(json, 'objects')) {
    const name = textIn(object, 'objectName')
    if (name === undefined) report('an object has no "objectName" and is left out')
    else if (objects.has(name)) report(`${name} is declared twice; the first counts`)
    else if (textIn(object, 'parentName') === 'BaseTransaction') {
      report(`${name} is made of transactions, which are not supported`)
    } else objects.set(name, object)
  }
  return objects
}

function makeDataset(
  name: string,
  parent: Dataset | undefined,
  object: Json,
  { macros, report }: { readonly macros: MacroTable; readonly report: Report },
): Dataset | undefined {
  const reportHere = (problem: string) => report(`${name}: ${problem}`)
  const searches = listIn(object, 'constraints').map((each) => textIn(each, 'search') ?? '')
  const base = textIn(object, 'baseSearch')
  if (base !== undefined) searches.push(base)
  const constraints = searches.map((search) => constraintOf(search, macros, reportHere))
  if (!constraints.every((constraint) => constraint !== undefined)) return undefined
  const calculations = listIn(object, 'calculations').flatMap(
    (each) => calculationOf(each, reportHere) ?? [],
  )
  const own = listIn(object, 'fields').flatMap((each) => textIn(each, 'fieldName') ?? [])
  return {
    name,
    parent,
    lineage: [...(parent?.lineage ?? []), name],
    constraints,
    fields: [...new Set([...own, ...calculations.flatMap(({ fields }) => fields)])],
    calculations,
  }
}

/** The Common Information Model confines each model to indexes of its own by a macro that is to be set up; unless it is, to none. */
const indexMacro = /\(?\s*`(cim_\w+_indexes)`\s*\)?/g

const isSet = (macros: MacroTable, name: string): boolean =>
  !/^\s*(?:\(\s*\))?\s*$/.test(macros.get(name)?.definition ?? '')

function constraintOf(
  search: string,
  macros: MacroTable,
  report: Report,
): SearchExpression | undefined {
  const set = search.replace(indexMacro, (call, macro) => (isSet(macros, macro) ? call : ' '))
  const { source, diagnostics } = expandMacros(set, macros)
  const parsed = parseWhole(source.text.trim() || '*', parseSearch)
  const [problem] = [...diagnostics, ...parsed.diagnostics]
  if (!problem) return parsed.value
  report(`left out, since its constraint "${search}" is not understood: ${problem.message}`)
  return undefined
}

function calculationOf(calculation: Json, report: Report): Calculation | undefined {
  const outputs = listIn(calculation, 'outputFields')
  const fields = outputs.flatMap((output) => textIn(output, 'fieldName') ?? [])
  const command = commandOf(calculation, outputs, fields)
  if (command !== undefined && fields.length > 0) return { fields, command }
  const type = textIn(calculation, 'calculationType') ?? 'without a type'
  report(`a calculation ${type} of ${fields.join(', ') || 'no fields'} is not supported`)
  return undefined
}

function commandOf(
  calculation: Json,
  outputs: readonly Json[],
  [first = '']: readonly string[],
): string | undefined {
  const input = textIn(calculation, 'inputField')
  const expression = textIn(calculation, 'expression')
  switch (textIn(calculation, 'calculationType')) {
    case 'Eval':
      return expression && `eval ${quoteIfNeeded(first)}=${expression}`
    case 'Rex':
      return input && expression && `rex field=${quoteIfNeeded(input)} ${quote(expression)}`
    case 'Lookup': {
      const name = textIn(calculation, 'lookupName')
      const inputs = listIn(calculation, 'lookupInputs').map((each) =>
        renamed(textIn(each, 'lookupField'), textIn(each, 'inputField')),
      )
      const made = outputs.map((each) => {
        const field = textIn(each, 'fieldName')
        return renamed(textIn(each, 'lookupOutputFieldName') ?? field, field)
      })
      return name && `lookup ${quoteIfNeeded(name)} ${inputs.join(' ')} OUTPUT ${made.join(', ')}`
    }
    default:
      return undefined
  }
}

const renamed = (from = '', to = ''): string => `${quoteIfNeeded(from)} AS ${quoteIfNeeded(to)}`
