import type { Command, CommandExample, Stage } from '../../src/contract/command.ts'
import type { FieldFlow } from '../../src/contract/field-flow.ts'
import { parsePipeline } from '../../src/language/pipeline.ts'
import type { ArgumentDoc } from '../../src/language/syntax/piece.ts'
import type { Registry } from '../../src/planner/registry.ts'
import { block, cell, code, page, rowsTable, table } from './markdown.ts'

const kinds: Readonly<Record<Command['kind'], string>> = {
  generating: 'Makes rows of its own, and stands first.',
  streaming: 'Works on one row at a time; neither order nor other rows matter.',
  stateful: 'Works on one row after the other; earlier rows matter.',
  dataset: 'Needs all rows, and gives rows of the same kind.',
  transforming: 'Makes a table of the rows.',
}

export function commandPage(command: Command, registry: Registry): string {
  const { name, aliases, summary, usage, refused, syntax, examples } = command
  if (refused !== undefined) {
    return page(
      `# ${name}`,
      aliases.length > 0 ? `Also: ${aliases.map(code).join(', ')}` : undefined,
      `Not supported: ${refused}.`,
      'The command is recognized, and a search with it is refused with SPL0501.',
    )
  }
  return page(
    `# ${name}`,
    summary,
    aliases.length > 0 ? `Also: ${aliases.map(code).join(', ')}` : undefined,
    block(usage, 'text'),
    kinds[kindOf(command, registry)],
    syntax.arguments.length > 0 ? '## Arguments' : undefined,
    argumentTable(syntax.arguments),
    examples.length > 0 ? '## Examples' : undefined,
    ...examples.flatMap((example) => exampleParts(command, example, registry)),
  )
}

/** Of commands whose kind depends on their arguments, that of the first example. */
const kindOf = (command: Command, registry: Registry): Command['kind'] =>
  stageOf(command, command.examples[0]?.query ?? '', registry)?.kind ?? command.kind

const argumentTable = (list: readonly ArgumentDoc[]): string | undefined =>
  list.length === 0
    ? undefined
    : table(
        ['Argument', 'Form', 'Default', ''],
        list.map(({ name, usage, about, required, default: or }) => [
          cell(name),
          code(usage),
          required ? 'required' : or === undefined ? '' : code(String(or)),
          cell(about),
        ]),
      )

function exampleParts(
  command: Command,
  { title, query, input, output, varies }: CommandExample,
  registry: Registry,
): string[] {
  const flow = stageOf(command, query, registry)?.flow
  return [
    `### ${title}`,
    block(query, 'spl'),
    ...(input ? ['Input', rowsTable(input)] : []),
    varies ? 'Output, with other values in every run' : 'Output',
    rowsTable(output),
    ...(flow ? [`Field flow: ${flowText(flow)}.`] : []),
  ]
}

/** The stage that the command makes in an example. */
function stageOf(command: Command, query: string, registry: Registry): Stage | undefined {
  const { pipeline } = parsePipeline(`| ${query}`, registry.commands)
  const node = pipeline.commands.find(({ name }) => name === command.name)
  return node && command.stage(node, (name) => registry.aggregates.get(name)?.readsOrder ?? true)
}

function flowText(flow: FieldFlow): string {
  const { needs = [], adds = [], removes = [], passes = 'all', needsAll, addsUnknown } = flow
  const names = (list: readonly string[]) => list.map(code).join(', ')
  const parts = [
    needsAll ? 'needs all fields' : needs.length > 0 ? `needs ${names(needs)}` : 'needs no field',
    adds.length > 0 && `adds ${names(adds)}`,
    addsUnknown && 'adds fields that only the data tells',
    removes.length > 0 && `removes ${names(removes)}`,
    passes === 'none' && 'lets no other field pass',
    typeof passes !== 'string' && `lets pass ${names(passes)}`,
  ]
  return parts.filter(Boolean).join('; ')
}
