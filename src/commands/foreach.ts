import { emptyBatch } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { fieldList, oneOf, option, sequence, word } from '../language/syntax.ts'
import { overFields } from './foreach/fields.ts'
import { overItems } from './foreach/items.ts'
import { holdRows, onlyDemanded } from './shared-held-rows.ts'
import { template } from './shared-template.ts'

type Mode = 'multifield' | 'multivalue' | 'json_array' | 'auto_collections'

const placeholder = (name: string, or: string, about: string) => option(name, word(), { or, about })

/** Source: Splunk Search Reference, "foreach". */
export const foreach = defineCommand({
  name: 'foreach',
  kind: 'dataset',
  summary: 'Runs commands for each of several fields, or for each value of a field.',
  syntax: sequence({
    mode: option(
      'mode',
      oneOf<Mode>(['multifield', 'multivalue', 'json_array', 'auto_collections']),
      {
        or: 'multifield',
        about:
          'multifield: for each field; multivalue: for each value of a field; json_array: for each element of an array; auto_collections: for each of whichever it is.',
      },
    ),
    fieldstr: placeholder('fieldstr', '<<FIELD>>', 'What stands for the name of the field.'),
    matchstr: placeholder('matchstr', '<<MATCHSTR>>', 'What stands for what the wildcards match.'),
    matchseg1: placeholder('matchseg1', '<<MATCHSEG1>>', 'What stands for the first wildcard.'),
    matchseg2: placeholder('matchseg2', '<<MATCHSEG2>>', 'What stands for the second wildcard.'),
    matchseg3: placeholder('matchseg3', '<<MATCHSEG3>>', 'What stands for the third wildcard.'),
    itemstr: placeholder('itemstr', '<<ITEM>>', 'What stands for the value.'),
    iterstr: placeholder('iterstr', '<<ITER>>', 'What stands for its number, counted from 0.'),
    names: fieldList({
      wildcards: true,
      about: 'The fields, or the field whose values are taken.',
    }),
    body: template('Commands, usually eval.'),
  }),
  // What the commands read and make is known only when the names are filled in.
  flow: () => ({ needsAll: true, addsUnknown: true }),
  readsOrder: false,
  operator(args, scope) {
    const held = holdRows('foreach', scope)
    return {
      process(batch) {
        held.add(onlyDemanded(batch, 'all'))
        return emptyBatch
      },
      async finish(signal) {
        if (held.count === 0) return []
        const rows = held.all()
        if (args.mode === 'multifield') return [await overFields(args, rows, scope, signal)]
        const parseArrays = args.mode !== 'multivalue'
        return [await overItems(args, rows, parseArrays, scope, signal)]
      },
    }
  },
  examples: [
    {
      title: 'The sum of some fields',
      query: 'eval sum=0 | foreach day_* [eval sum=sum+<<FIELD>>]',
      input: [{ day_1: 2, day_2: 3, other: 9 }],
      output: [{ day_1: 2, day_2: 3, other: 9, sum: 5 }],
    },
    {
      title: 'New fields named after what the wildcard matches',
      query: 'foreach *_bytes [eval <<MATCHSTR>>_kb=<<FIELD>>/1024]',
      input: [{ in_bytes: 2048 }],
      output: [{ in_bytes: 2048, in_kb: 2 }],
    },
    {
      title: 'For each value',
      query:
        'eval text="" | foreach mode=multivalue user [eval text=text.<<ITER>>."=".<<ITEM>>.";"]',
      input: [{ user: ['ann', 'bob'] }, { user: 'cy' }, { n: 1 }],
      output: [
        { user: ['ann', 'bob'], text: '0=ann;1=bob;' },
        { user: 'cy', text: '0=cy;' },
        { n: 1, text: '' },
      ],
    },
  ],
})
