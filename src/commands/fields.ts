import type { Batch } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { fieldList, oneOf, sequence } from '../language/syntax.ts'
import { fieldNames } from './shared-field-names.ts'
import { projected } from './shared-projection.ts'

/** Kept by `fields a b` without being named. */
const alwaysKept = ['_time', '_raw']

function keep(batch: Batch, names: readonly string[]): Batch {
  const wanted = fieldNames([...names, ...alwaysKept])
  return projected(batch, {
    fields: () =>
      wanted.among(
        () => batch.fields(),
        (name) => batch.column(name) !== undefined,
      ),
    column: (name) => (wanted.has(name) ? batch.column(name) : undefined),
  })
}

function drop(batch: Batch, names: readonly string[]): Batch {
  const unwanted = fieldNames(names)
  return projected(batch, {
    fields: () => batch.fields().filter((name) => !unwanted.has(name)),
    column: (name) => (unwanted.has(name) ? undefined : batch.column(name)),
  })
}

/** Source: Splunk Search Reference, "fields". */
export const fields = defineCommand({
  name: 'fields',
  kind: 'streaming',
  summary: 'Keeps some fields, or takes some away; _time and _raw stay unless they are named.',
  syntax: sequence({
    mode: oneOf(['+', '-'], { or: '+', about: 'Keeps (+) or takes away (-) the fields.' }),
    names: fieldList({ wildcards: true, about: 'The fields; * stands for part of a name.' }),
  }),
  flow: ({ mode, names }) =>
    mode === '-' ? { removes: names } : { passes: [...new Set([...names, ...alwaysKept])] },
  operator: ({ mode, names }) => ({
    process: (batch) => (mode === '-' ? drop(batch, names) : keep(batch, names)),
  }),
  examples: [
    {
      title: 'Two fields, in this order',
      query: 'fields user src*',
      input: [{ src_ip: '10.1.1.1', src_port: 4431, user: 'ann', action: 'login' }],
      output: [{ user: 'ann', src_ip: '10.1.1.1', src_port: 4431 }],
    },
    {
      title: 'An asterisk does not stand for internal fields',
      query: 'fields - *',
      input: [{ _time: 1, user: 'ann' }],
      output: [{ _time: 1 }],
    },
    {
      title: 'Internal fields are named with their underscore',
      query: 'fields - _*',
      input: [{ _time: 1, _raw: 'x', user: 'ann' }],
      output: [{ user: 'ann' }],
    },
  ],
})
