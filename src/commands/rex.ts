import { plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand, type Operator, type Scope } from '../contract/command.ts'
import { integer, oneOf, option, quoted, sequence, word } from '../language/syntax.ts'
import { textOfScalar } from '../values/convert.ts'
import { parseSed, sedEditor } from '../values/sed.ts'
import { multivalueOf, type Scalar, type Value, valuesOf } from '../values/value.ts'
import { extractor, namedGroupsOf, withFirstMatch } from './rex/extract.ts'
import { groupNamesOf } from './rex/group-names.ts'
import { checked } from './shared-checked.ts'
import { withFound } from './shared-extraction.ts'
import { perValue } from './shared-per-value.ts'

interface RexArgs {
  readonly field: string
  readonly mode: 'sed' | undefined
  readonly maxMatch: number
  readonly offsetField: string | undefined
  readonly pattern: string
}

function sedOperator({ field, pattern }: RexArgs, scope: Scope): Operator {
  const edit = sedEditor(parseSed(pattern), scope.pattern)
  const edited = (value: Value): Value =>
    multivalueOf(valuesOf(value).map((one: Scalar) => edit(textOfScalar(one))))
  return {
    process(batch) {
      const column = batch.column(field)
      if (!column) return batch
      const valueAt = perValue(column, edited)
      const values = Array.from({ length: batch.length }, (_, row) => valueAt(row))
      return withColumns(batch, new Map([[field, plainColumn(values)]]))
    },
  }
}

function extractOperator(
  { field, pattern, maxMatch, offsetField }: RexArgs,
  scope: Scope,
): Operator {
  const matcher = scope.pattern(pattern)
  const names = namedGroupsOf(matcher).map(({ name }) => name)
  const namedTwice = new Set(names).size < names.length
  const onlyFirst = maxMatch === 1 && offsetField === undefined && !namedTwice
  const extract = extractor(matcher, {
    maxMatches: maxMatch <= 0 ? Number.POSITIVE_INFINITY : maxMatch,
    ...(offsetField !== undefined && { offsetField }),
  })
  return {
    process(batch) {
      const source = batch.column(field)
      if (!source) return batch
      if (onlyFirst) return withFirstMatch(batch, source, matcher, extract)
      const foundAt = perValue(source, extract)
      return withFound(batch, foundAt)
    },
  }
}

const namesMadeBy = ({ mode, field, pattern, offsetField }: RexArgs): readonly string[] =>
  mode === 'sed'
    ? [field]
    : [...groupNamesOf(pattern), ...(offsetField === undefined ? [] : [offsetField])]

/** Source: Splunk Search Reference, "rex". */
export const rex = defineCommand<RexArgs>({
  name: 'rex',
  kind: 'streaming',
  summary:
    'Makes fields of the named groups of a regular expression, or edits a field as sed does.',
  syntax: checked(
    sequence({
      field: option('field', word(), { or: '_raw', about: 'The field that is looked at.' }),
      mode: option('mode', oneOf<'sed'>(['sed']), { about: 'sed: the field is edited.' }),
      maxMatch: option('max_match', integer(), {
        or: 1,
        about: 'How many matches are taken, as a multivalue when several; 0 takes all.',
      }),
      offsetField: option('offset_field', word(), {
        about: 'A field that tells where each group begins and ends: name=first-last.',
      }),
      pattern: quoted({
        about:
          'A regular expression with named groups (?<name>…), or with mode=sed s/pattern/replacement/flags or y/from/to/.',
      }),
    }),
    ({ mode, pattern }) => {
      if (mode === 'sed') {
        const sed = parseSed(pattern)
        return 'problem' in sed ? { message: sed.problem } : undefined
      }
      if (groupNamesOf(pattern).length > 0) return undefined
      return {
        message: 'the regular expression has no named group, so nothing would be extracted',
        advice: 'name a group: (?<name>…)',
      }
    },
  ),
  // A group that does not match leaves the field as it was, so that is read too.
  flow: (args) => ({
    needs: [...new Set([args.field, ...namesMadeBy(args)])],
    adds: namesMadeBy(args),
  }),
  parts: ({ mode, pattern }) => {
    if (mode !== 'sed') return { patterns: [{ source: pattern }] }
    const sed = parseSed(pattern)
    return {
      patterns:
        'problem' in sed
          ? []
          : sed.flatMap((step) => (step.kind === 'replace' ? [step.pattern] : [])),
    }
  },
  operator: (args, scope) =>
    args.mode === 'sed' ? sedOperator(args, scope) : extractOperator(args, scope),
  examples: [
    {
      title: 'Two fields of a line',
      query: 'rex "user=(?<user>\\w+) from (?<src>[\\d.]+)"',
      input: [{ _raw: 'login user=ann from 10.0.0.7' }, { _raw: 'no match' }],
      output: [
        { _raw: 'login user=ann from 10.0.0.7', user: 'ann', src: '10.0.0.7' },
        { _raw: 'no match' },
      ],
    },
    {
      title: 'All matches, and where they are',
      query: 'rex field=list max_match=0 offset_field=at "(?<n>\\d+)"',
      input: [{ list: '10, 20' }],
      output: [{ list: '10, 20', n: ['10', '20'], at: ['n=0-1', 'n=4-5'] }],
    },
    {
      title: 'Each value of a multivalue is looked at',
      query: 'rex field=mail "@(?<domain>.+)"',
      input: [
        { mail: ['ann@example.org', 'bob@example.net'] },
        { mail: 'cy@example.com', domain: 'x' },
      ],
      output: [
        {
          mail: ['ann@example.org', 'bob@example.net'],
          domain: ['example.org', 'example.net'],
        },
        { mail: 'cy@example.com', domain: 'example.com' },
      ],
    },
    {
      title: 'Masking all but the last digits',
      query: 'rex field=card mode=sed "s/\\d{4}-/####-/g"',
      input: [{ card: '1111-2222-3333' }],
      output: [{ card: '####-####-3333' }],
    },
  ],
})
