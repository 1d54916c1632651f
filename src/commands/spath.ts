import { defineCommand } from '../contract/command.ts'
import { maybe, option, sequence, word } from '../language/syntax.ts'
import { textOf } from '../values/convert.ts'
import { spathValue } from '../values/spath.ts'
import type { Value } from '../values/value.ts'
import { parseXml, type XmlElement } from '../values/xml-tree.ts'
import { checked } from './shared-checked.ts'
import { collectFields, type FoundFields, withFound } from './shared-extraction.ts'
import { flattenJson } from './shared-json.ts'
import { perValue } from './shared-per-value.ts'

const nothing: FoundFields = new Map()

/** Every value with its path. Elements of XML that hold others have no value of their own. */
function allValues(text: string): FoundFields {
  const found = collectFields()
  if (text.trimStart().startsWith('<')) {
    for (const element of parseXml(text) ?? []) tellElement(element, '', found.add, 0)
    return found.fields()
  }
  return /^\s*[{[]/.test(text) && flattenJson(text, found.add) ? found.fields() : nothing
}

const maxDepth = 200

function tellElement(
  { name, attributes, children, text }: XmlElement,
  parent: string,
  tell: (path: string, value: string) => void,
  depth: number,
): void {
  if (depth > maxDepth) return
  const path = parent === '' ? name : `${parent}.${name}`
  for (const [attribute, value] of attributes) tell(`${path}{@${attribute}}`, value)
  if (text !== '') tell(path, text)
  for (const child of children) tellElement(child, path, tell, depth + 1)
}

interface SpathArgs {
  readonly input: string
  readonly output: string | undefined
  readonly path: string | undefined
}

function extractor({ output, path }: SpathArgs): (value: Value) => FoundFields {
  if (path === undefined) return (value) => (value === null ? nothing : allValues(textOf(value)))
  const target = output ?? path
  return (value) => {
    const found = value === null ? null : spathValue(textOf(value), path)
    return found === null ? nothing : new Map([[target, found]])
  }
}

const pathOf = (args: {
  readonly path: string | undefined
  readonly location: string | undefined
}) => args.path ?? args.location

/** Source: Splunk Search Reference, "spath". */
export const spath = defineCommand({
  name: 'spath',
  kind: 'streaming',
  summary: 'Makes fields of what stands in JSON or XML: of one path, or of everything.',
  syntax: checked(
    sequence({
      input: option('input', word(), { or: '_raw', about: 'The field that holds JSON or XML.' }),
      output: option('output', word(), { about: 'The field that is made; the path without it.' }),
      path: option('path', word(), {
        about:
          'Where the value is: a.b, list{}.c for all, list{0} for one, b{@id} for an attribute.',
      }),
      location: maybe(word({ about: 'The path, without path=.' })),
    }),
    (args) =>
      args.output !== undefined && pathOf(args) === undefined
        ? { message: 'output needs a path' }
        : undefined,
  ),
  flow(args) {
    const path = pathOf(args)
    const target = args.output ?? path
    return target === undefined
      ? { needs: [args.input], addsUnknown: true }
      : { needs: [args.input, target], adds: [target] }
  },
  operator(args) {
    const extract = extractor({ ...args, path: pathOf(args) })
    return {
      process: (batch) => withFound(batch, perValue(batch.column(args.input), extract)),
    }
  },
  examples: [
    {
      title: 'Everything in a JSON text',
      query: 'spath input=event',
      input: [{ event: '{"user":{"name":"ann"},"ports":[22,443],"id":12345678901234567890}' }],
      output: [
        {
          event: '{"user":{"name":"ann"},"ports":[22,443],"id":12345678901234567890}',
          'user.name': 'ann',
          'ports{}': ['22', '443'],
          id: '12345678901234567890',
        },
      ],
    },
    {
      title: 'One path under a name of its own',
      query: 'spath input=event output=first path=list{0}.id',
      input: [{ event: '{"list":[{"id":"a"},{"id":"b"}]}' }, { event: 'no JSON' }],
      output: [{ event: '{"list":[{"id":"a"},{"id":"b"}]}', first: 'a' }, { event: 'no JSON' }],
    },
    {
      title: 'Elements and attributes of XML',
      query: 'spath input=event',
      input: [{ event: '<job id="7"><state>done</state></job>' }],
      output: [
        { event: '<job id="7"><state>done</state></job>', 'job{@id}': '7', 'job.state': 'done' },
      ],
    },
  ],
})
