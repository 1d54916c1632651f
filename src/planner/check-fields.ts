import type { Stage, StageParts } from '../contract/command.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Span } from '../diagnostics/span.ts'
import { didYouMean } from '../diagnostics/suggest.ts'
import type { Expression, Pipeline } from '../language/ast.ts'
import { fieldsAfter, isWildcard } from './field-analysis.ts'

export interface FieldCheck {
  /** The text in which the stages have their spans. */
  readonly text: string
  /** Stages of the pipelines that stand inside of others. */
  stagesOf(pipeline: Pipeline): readonly Stage[]
  report(diagnostic: Diagnostic): void
}

const maxReports = 20
const maxNamed = 12

/**
 * Warns of fields that a stage reads and that cannot exist there, since a stage before it (`stats`, `table`, `fields`) left only others.
 * Silent where the fields are not known for certain, and where asking for a field that may be missing is the purpose (`coalesce`).
 * @returns the fields that exist after the last stage, `undefined` where that cannot be said
 */
export function checkFields(
  stages: readonly Stage[],
  check: FieldCheck,
): ReadonlySet<string> | undefined {
  const known = fieldsAfter(stages)
  const told = new Set<string>()
  stages.forEach((stage, index) => {
    for (const inner of stage.parts.subsearches ?? []) checkFields(check.stagesOf(inner), check)
    const fields = index > 0 ? known[index - 1] : undefined
    if (!fields) return
    for (const name of fieldsRead(stage)) {
      if (fields.has(name) || told.has(name) || told.size >= maxReports) continue
      const there = new Set([...fields].filter((field) => !told.has(field)))
      told.add(name)
      const cause = causeOf(stages, known, index, name)
      check.report(unknownField(name, stage, there, cause, check.text))
    }
  })
  return known.at(-1)
}

/** Commands that make something of the field that they overwrite: without it there is nothing to do. */
const rewriting: ReadonlySet<string> = new Set(['bin', 'convert', 'makemv', 'mvexpand', 'nomv'])

function fieldsRead({ node, flow, parts }: Stage): readonly string[] {
  const { needs = [], adds = [], passes } = flow
  const optional = optionalFields(expressionsOf(parts))
  // What a table is made of was read, also where a column of it has the same name.
  const made = passes === 'none' || rewriting.has(node.name) ? [] : adds
  const read = needs.filter((name) => !made.includes(name) && !optional.has(name))
  const kept = passes === undefined || typeof passes === 'string' ? [] : passes
  return [...new Set([...read, ...kept])].filter((name) => !isWildcard(name) && !isHidden(name))
}

/** Internal fields come and go unseen, tags are no fields of the rows, and a bare `null` is how many write null(). */
const isHidden = (name: string): boolean =>
  name.startsWith('_') || /^(?:tag(?:::|$)|null$)/i.test(name)

const presenceTests: ReadonlySet<string> = new Set([
  'coalesce',
  'isnotnull',
  'isnull',
  'mvappend',
  'nullif',
  'validate',
])

const expressionsOf = ({ expressions = [], values = [] }: StageParts): readonly Expression[] => [
  ...expressions,
  ...values,
]

/** Fields whose absence the expressions provide for. */
function optionalFields(expressions: readonly Expression[]): ReadonlySet<string> {
  const found = new Set<string>()
  eachField(expressions, ({ name }, tested) => {
    if (tested) found.add(name)
  })
  return found
}

type FieldNode = Extract<Expression, { kind: 'field' }>

/** @param each is told whether the field stands within a test of presence */
function eachField(
  expressions: readonly Expression[],
  each: (field: FieldNode, tested: boolean) => void,
  tested = false,
): void {
  for (const node of expressions) {
    if (node.kind === 'field') each(node, tested)
    else eachField(childrenOf(node), each, tested || isPresenceTest(node))
  }
}

const isPresenceTest = (node: Expression): boolean =>
  node.kind === 'call' && presenceTests.has(node.name)

function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'unary':
      return [node.operand]
    case 'binary':
      return [node.left, node.right]
    case 'in':
      return [node.value, ...node.list]
    case 'call':
      return node.arguments
    default:
      return []
  }
}

/** The last stage that took the field away, or that let only some fields through. */
function causeOf(
  stages: readonly Stage[],
  known: readonly (ReadonlySet<string> | undefined)[],
  reader: number,
  name: string,
): Stage {
  for (let at = reader - 1; at > 0; at--) {
    const before = known[at - 1]
    const stage = stages[at] as Stage
    const narrows = stage.flow.passes !== undefined && stage.flow.passes !== 'all'
    if (before === undefined || before.has(name) || narrows) return stage
  }
  return stages[0] as Stage
}

function unknownField(
  name: string,
  stage: Stage,
  fields: ReadonlySet<string>,
  cause: Stage,
  text: string,
): Diagnostic {
  const names = [...fields]
  const more = names.length > maxNamed ? ` and ${names.length - maxNamed} more` : ''
  const existing = names.slice(0, maxNamed).join(', ') + more
  const span = spanOf(name, stage, text)
  const left =
    names.length === 0 ? 'there are no fields' : `only these fields exist here: ${existing}`
  return {
    code: 'SPL0401',
    severity: 'warning',
    message: `unknown field "${name}": after ${cause.node.name} ${left}`,
    ...(span && { span }),
    ...didYouMean(name, fields),
  }
}

/** Where the command names the field; all of the command when it does so in a form of its own. */
function spanOf(name: string, { node, parts }: Stage, text: string): Span | undefined {
  let span: Span | undefined
  eachField(expressionsOf(parts), (field) => {
    if (field.name === name) span ??= field.span
  })
  if (span) return span
  const command = node.span
  if (command.end <= command.start) return undefined
  for (let at = text.indexOf(name, command.start); at >= 0 && at < command.end; ) {
    const end = at + name.length
    if (!isNamePart(text[at - 1]) && !isNamePart(text[end])) return { start: at, end }
    at = text.indexOf(name, at + 1)
  }
  return command
}

const isNamePart = (character: string | undefined): boolean =>
  character !== undefined && /[\w.:{}@]/.test(character)
