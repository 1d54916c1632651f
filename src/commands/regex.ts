import { selectRows } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { quote, quoteIfNeeded } from '../language/quoting.ts'
import { quoted, type Syntax } from '../language/syntax.ts'
import { textOfScalar } from '../values/convert.ts'
import { valuesOf } from '../values/value.ts'
import { perValue } from './shared-per-value.ts'

interface RegexArgs {
  readonly field: string
  readonly negated: boolean
  readonly pattern: string
}

const pattern = quoted()
const comparison = /("[^"]*"|'[^']*'|[^\s|[\](),="`!]+)\s*(!?=)\s*(?=")/y

const syntax: Syntax<RegexArgs> = {
  usage: '[<field>=|<field>!=]"<regex>"',
  arguments: [
    {
      name: 'field',
      usage: '<field>= or <field>!=',
      about: 'The field that must match, or must not.',
      required: false,
      default: '_raw',
    },
    {
      name: 'pattern',
      usage: '"<regex>"',
      about: 'A regular expression that may match anywhere in the value.',
      required: true,
    },
  ],
  claimsEquals: true,
  parse(cursor) {
    cursor.skipSpace()
    const written = cursor.match(comparison)
    if (written === undefined)
      return { field: '_raw', negated: false, pattern: pattern.parse(cursor) }
    const [, name = '', operator] = /^(.*?)\s*(!?=)\s*$/s.exec(written) ?? []
    const field = /^["']/.test(name) ? name.slice(1, -1) : name
    return { field, negated: operator === '!=', pattern: pattern.parse(cursor) }
  },
  print: ({ field, negated, pattern: source }) =>
    `${quoteIfNeeded(field)}${negated ? '!=' : '='}${quote(source)}`,
}

/** Of a multivalue one value that matches is enough. Source: Splunk Search Reference, "regex". */
export const regex = defineCommand({
  name: 'regex',
  kind: 'streaming',
  summary: 'Keeps rows of which a field matches a regular expression, or does not.',
  syntax,
  flow: ({ field }) => ({ needs: [field] }),
  parts: ({ pattern: source }) => ({ patterns: [{ source }] }),
  conditions: ({ field, negated, pattern: source }) => [
    { kind: 'pattern', field, negated, pattern: source },
  ],
  operator({ field, negated, pattern: source }, scope) {
    const matcher = scope.pattern(source)
    return {
      process(batch) {
        const matches = perValue(batch.column(field), (value) =>
          valuesOf(value).some((one) => matcher.test(textOfScalar(one))),
        )
        const rows: number[] = []
        for (let row = 0; row < batch.length; row++) if (matches(row) !== negated) rows.push(row)
        return rows.length === batch.length ? batch : selectRows(batch, rows)
      },
    }
  },
  examples: [
    {
      title: 'A field that matches',
      query: 'regex process="(?i)\\\\\\\\temp\\\\\\\\[a-z]+\\.exe$"',
      input: [{ process: 'C:\\Temp\\run.exe' }, { process: 'C:\\Windows\\cmd.exe' }],
      output: [{ process: 'C:\\Temp\\run.exe' }],
    },
    {
      title: 'A field that does not match, or is missing',
      query: 'regex user!="^svc_"',
      input: [{ user: 'svc_backup' }, { user: 'ann' }, { n: 1 }],
      output: [{ user: 'ann' }, { n: 1 }],
    },
  ],
})
