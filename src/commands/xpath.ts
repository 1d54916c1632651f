import { plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import { option, quoted, sequence, word } from '../language/syntax.ts'
import { textOf } from '../values/convert.ts'
import { multivalueOf, type Value } from '../values/value.ts'
import { parseXml } from '../values/xml-tree.ts'
import { checked } from './shared-checked.ts'
import { perValue } from './shared-per-value.ts'
import { evaluateXpath, parseXpath } from './xpath/path.ts'

/** Source: Splunk Search Reference, "xpath". */
export const xpath = defineCommand({
  name: 'xpath',
  kind: 'streaming',
  summary: 'Makes a field of what an XPath finds in XML.',
  syntax: sequence({
    field: option('field', word(), { or: '_raw', about: 'The field that holds XML.' }),
    outfield: option('outfield', word(), { or: 'xpath', about: 'The field that is made.' }),
    fallback: option('default', word(), { about: 'The value where nothing is found.' }),
    path: checked(
      quoted({
        about:
          'A location path: /a/b, //b, *, @id, text(), and conditions [2], [@id], [@id="x"], [name="x"].',
      }),
      (text) => {
        const path = parseXpath(text)
        return 'problem' in path ? { code: 'SPL0502', message: path.problem } : undefined
      },
    ),
  }),
  flow: ({ field, outfield }) => ({ needs: [field, outfield], adds: [outfield] }),
  operator({ field, outfield, fallback, path: text }) {
    const path = parseXpath(text)
    const find = (value: Value): Value => {
      if (value === null || 'problem' in path) return fallback ?? null
      const elements = parseXml(textOf(value))
      return (elements && multivalueOf(evaluateXpath(elements, path.steps))) ?? fallback ?? null
    }
    return {
      process(batch) {
        const foundAt = perValue(batch.column(field), find)
        const before = batch.column(outfield)
        const values = Array.from(
          { length: batch.length },
          (_, row): Value => foundAt(row) ?? before?.at(row) ?? null,
        )
        return withColumns(batch, new Map([[outfield, plainColumn(values)]]))
      },
    }
  },
  examples: [
    {
      title: 'Names of all items of a kind',
      query: 'xpath field=xml outfield=name "//item[@kind=\'b\']/name"',
      input: [
        {
          xml: '<list><item kind="a"><name>one</name></item><item kind="b"><name>two</name></item></list>',
        },
      ],
      output: [
        {
          xml: '<list><item kind="a"><name>one</name></item><item kind="b"><name>two</name></item></list>',
          name: 'two',
        },
      ],
    },
    {
      title: 'An attribute, or a value instead',
      query: 'xpath field=xml outfield=id default=none "/job/@id"',
      input: [{ xml: '<job id="7"/>' }, { xml: '<job/>' }],
      output: [
        { xml: '<job id="7"/>', id: '7' },
        { xml: '<job/>', id: 'none' },
      ],
    },
  ],
})
