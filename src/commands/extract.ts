import { defineCommand } from '../contract/command.ts'
import { fieldList, flag, integer, option, quoted, sequence, word } from '../language/syntax.ts'
import { textOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'
import { type PairOptions, readPairs } from './extract/pairs.ts'
import { checked } from './shared-checked.ts'
import { type FoundFields, withFound } from './shared-extraction.ts'
import { perValue } from './shared-per-value.ts'

const nothing: FoundFields = new Map()

/** Source: Splunk Search Reference, "extract". */
export const extract = defineCommand({
  name: 'extract',
  aliases: ['kv'],
  kind: 'streaming',
  summary: 'Makes fields of the pairs key=value in the text of events.',
  syntax: checked(
    sequence({
      pairdelim: option('pairdelim', quoted(), { about: 'Characters of which each ends a pair.' }),
      kvdelim: option('kvdelim', quoted(), {
        about: 'Characters of which each parts key and value.',
      }),
      limit: option('limit', integer(), { or: 50, about: 'How many pairs are read.' }),
      maxchars: option('maxchars', integer(), {
        or: 10_240,
        about: 'How much of the text is read.',
      }),
      mvAdd: flag('mv_add', { or: false, about: 'Keys that come again give a multivalue.' }),
      cleanKeys: flag('clean_keys', {
        or: true,
        about: 'Characters of keys that are no letters or digits become underscores.',
      }),
      auto: flag('auto', {
        or: true,
        about: 'Accepted; pairs with = are read when no delimiters are given.',
      }),
      reload: option('reload', word(), { about: 'Accepted; there is nothing to read again.' }),
      segment: option('segment', word(), { about: 'Accepted; segments are not kept.' }),
      names: fieldList({ optional: true, about: 'Stanzas of transforms.conf; not supported.' }),
    }),
    ({ names }) =>
      names.length > 0
        ? {
            code: 'SPL0502',
            message: `extraction by a stanza of transforms.conf (${names.join(', ')}) is not supported here`,
            advice: 'use rex with the regular expression of the stanza',
          }
        : undefined,
  ),
  flow: () => ({ needs: ['_raw'], addsUnknown: true }),
  operator(args) {
    const options: PairOptions = args
    const read = (value: Value): FoundFields =>
      value === null ? nothing : readPairs(textOf(value), options)
    return {
      process: (batch) => withFound(batch, perValue(batch.column('_raw'), read)),
    }
  },
  examples: [
    {
      title: 'Pairs with an equal sign',
      query: 'extract',
      input: [{ _raw: 'user=ann action="log in", src-ip=10.0.0.1' }],
      output: [
        {
          _raw: 'user=ann action="log in", src-ip=10.0.0.1',
          user: 'ann',
          action: 'log in',
          src_ip: '10.0.0.1',
        },
      ],
    },
    {
      title: 'Other delimiters, and a key that comes again',
      query: 'kv pairdelim="|" kvdelim=":" mv_add=true',
      input: [{ _raw: 'ip:10.0.0.1|ip:10.0.0.2|port:' }],
      output: [{ _raw: 'ip:10.0.0.1|ip:10.0.0.2|port:', ip: ['10.0.0.1', '10.0.0.2'] }],
    },
  ],
})
