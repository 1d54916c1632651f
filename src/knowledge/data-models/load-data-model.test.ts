import { expect, test } from 'vitest'
import { packagedDataModels } from '../../package-files.ts'
import { loadDataModel } from './load-data-model.ts'

const model = (...objects: object[]) => loadDataModel('Doors', JSON.stringify({ objects }))
const opened = {
  objectName: 'Opened',
  parentName: 'BaseEvent',
  constraints: [{ search: '(`cim_Doors_indexes`) tag=door' }],
  fields: [{ fieldName: 'badge' }],
}

test('fields, calculations and constraints of a dataset and its child', () => {
  const { datasets, problems } = model(
    { objectName: 'Forced', parentName: 'Opened', constraints: [{ search: 'force>3' }] },
    {
      ...opened,
      calculations: [
        {
          calculationType: 'Eval',
          outputFields: [{ fieldName: 'user' }],
          expression: 'lower(badge)',
        },
        {
          calculationType: 'Rex',
          inputField: 'place',
          outputFields: [{ fieldName: 'floor' }, { fieldName: 'room' }],
          expression: '(?<floor>\\d)"(?<room>\\d+)',
        },
        {
          calculationType: 'Lookup',
          lookupName: 'people',
          lookupInputs: [{ inputField: 'badge', lookupField: 'id' }],
          outputFields: [{ fieldName: 'name', lookupOutputFieldName: 'full_name' }],
        },
      ],
    },
  )
  expect(problems).toEqual([])
  const forced = datasets.get('Forced')
  expect(forced?.lineage).toEqual(['Opened', 'Forced'])
  expect(forced?.parent).toBe(datasets.get('Opened'))
  expect(forced?.parent?.fields).toEqual(['badge', 'user', 'floor', 'room', 'name'])
  expect(forced?.parent?.constraints).toMatchObject([{ kind: 'comparison', field: 'tag' }])
  expect(forced?.parent?.calculations.map(({ command }) => command)).toEqual([
    'eval user=lower(badge)',
    'rex field=place "(?<floor>\\d)\\"(?<room>\\d+)"',
    'lookup people id AS badge OUTPUT full_name AS name',
  ])
})

test.each([
  ['no JSON', '{', /^data model "Doors": this is not JSON/],
  ['no objects', '{"objects":{}}', /has no list "objects"/],
  ['an object without a name', '{"objects":[{}]}', /no "objectName"/],
  [
    'a parent that is missing',
    '{"objects":[{"objectName":"A","parentName":"B"}]}',
    /no parent "B"/,
  ],
  ['its own parent', '{"objects":[{"objectName":"A","parentName":"A"}]}', /no parent "A"/],
  [
    'transactions',
    '{"objects":[{"objectName":"A","parentName":"BaseTransaction"}]}',
    /A is made of transactions/,
  ],
  [
    'a search with commands',
    '{"objects":[{"objectName":"A","parentName":"BaseSearch","baseSearch":"tag=x | stats count"}]}',
    /A: left out, since its constraint/,
  ],
  [
    'a calculation of another kind',
    '{"objects":[{"objectName":"A","calculations":[{"calculationType":"GeoIP","outputFields":[{"fieldName":"lat"}]}]}]}',
    /A: a calculation GeoIP of lat is not supported/,
  ],
])('%s is said', (_, text, message) => {
  expect(loadDataModel('Doors', text).problems).toEqual([expect.stringMatching(message)])
})

test.each(packagedDataModels().map((file) => [file.name, file] as const))(
  'the packaged model %s is understood',
  (name, file) => {
    const { datasets, problems } = loadDataModel(name, file.text())
    expect(problems).toEqual([])
    expect(datasets.size).toBeGreaterThan(0)
  },
)
