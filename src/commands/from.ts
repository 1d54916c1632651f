import { type Batch, emptyBatch } from '../contract/batch.ts'
import { defineCommand, type Scope } from '../contract/command.ts'
import { quote } from '../language/quoting.ts'
import type { Syntax } from '../language/syntax.ts'
import { datasetNode } from './shared-datasets.ts'
import { lookupRows } from './shared-lookup-rows.ts'
import { runSavedSearch } from './shared-saved-search.ts'

type DatasetKind = 'datamodel' | 'lookup' | 'inputlookup' | 'savedsearch'

interface Dataset {
  readonly kind: DatasetKind
  readonly name: string
}

const kinds: readonly DatasetKind[] = ['datamodel', 'lookup', 'inputlookup', 'savedsearch']
const form = /([A-Za-z]+)\s*[:\s]\s*(?:"([^"]*)"|([^\s|[\]"]+))/y

/** `datamodel:"Model.Dataset"`, `lookup geo`, `savedsearch:"name"`. */
const dataset: Syntax<Dataset> = {
  usage: '(datamodel|lookup|inputlookup|savedsearch):<name>',
  arguments: [
    {
      name: 'dataset',
      usage: '<type>:<name>',
      about: 'Where the rows come from: a dataset of a data model, a lookup, or a saved search.',
      required: true,
    },
  ],
  parse(cursor) {
    cursor.skipSpace()
    const start = cursor.position
    const written = cursor.match(form)
    form.lastIndex = 0
    const [, type = '', inQuotes, plain = ''] = (written && form.exec(written)) || []
    const kind = kinds.find((each) => each === type.toLowerCase())
    if (!kind) {
      if (written === undefined) cursor.restOfCommand()
      cursor.problem('SPL0107', cursor.spanFrom(start), 'this is not a dataset', {
        advice: `write ${kinds.join(':name, ')}:name`,
      })
    }
    return { kind: kind ?? 'savedsearch', name: inQuotes ?? plain }
  },
  print: ({ kind, name }) => `${kind}:${quote(name)}`,
}

async function rowsOf({ kind, name }: Dataset, scope: Scope, signal: AbortSignal): Promise<Batch> {
  switch (kind) {
    case 'datamodel':
      return emptyBatch
    case 'lookup':
    case 'inputlookup': {
      const reader = scope.lookup(name)
      return reader ? lookupRows(reader) : emptyBatch
    }
    case 'savedsearch':
      return await runSavedSearch(name, {}, scope, signal)
  }
}

/** Source: Splunk Search Reference, "from". */
export const from = defineCommand({
  name: 'from',
  kind: 'generating',
  summary: 'Gives the rows of a dataset: of a data model, a lookup, or a saved search.',
  syntax: dataset,
  flow: () => ({ passes: 'none', addsUnknown: true }),
  parts: ({ kind, name }) => ({
    ...((kind === 'lookup' || kind === 'inputlookup') && { lookups: [name] }),
    // What it runs is known only then.
    ...(kind === 'savedsearch' && { writes: true }),
  }),
  rewrite: ({ kind, name }) => {
    if (kind !== 'datamodel') return undefined
    const [model = '', ...datasets] = name.split('.')
    return [datasetNode(model, datasets.at(-1), 'flat')]
  },
  async *generate(args, scope, signal) {
    yield await rowsOf(args, scope, signal)
  },
  examples: [
    {
      title: 'A lookup',
      query: 'from lookup:assets',
      lookups: { assets: [{ ip: '10.0.0.1', owner: 'ann' }] },
      output: [{ ip: '10.0.0.1', owner: 'ann' }],
    },
    {
      title: 'Without the colon, and with an empty cell',
      query: 'from inputlookup "assets"',
      lookups: { assets: [{ ip: '10.0.0.1', owner: '' }] },
      output: [{ ip: '10.0.0.1' }],
    },
  ],
})
