import type { Pipeline } from '../language/ast.ts'

/** The `[ … ]` of search terms and expressions: what stands there is known only after the subsearch ran. */
export interface SubsearchNode {
  readonly kind: 'subsearch'
  readonly pipeline: Pipeline
}

const isSubsearch = (value: unknown): value is SubsearchNode =>
  typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'subsearch'

/** Finds them in a command's arguments, which are plain data of a shape that only the command knows. */
export function subsearchesIn(args: unknown): readonly SubsearchNode[] {
  const found: SubsearchNode[] = []
  visit(args, (node) => found.push(node))
  return found
}

function visit(value: unknown, each: (node: SubsearchNode) => void): void {
  if (isSubsearch(value)) each(value)
  else if (Array.isArray(value)) for (const item of value) visit(item, each)
  // A pipeline of a command of its own (`join`, `append`) is planned by that command.
  else if (
    typeof value === 'object' &&
    value !== null &&
    (value as { kind?: unknown }).kind !== 'pipeline'
  ) {
    for (const key in value) visit((value as Record<string, unknown>)[key], each)
  }
}

/** The arguments with every such node replaced. */
export function replaceSubsearches(
  args: unknown,
  replacement: (node: SubsearchNode) => unknown,
): unknown {
  if (isSubsearch(args)) return replacement(args)
  if (Array.isArray(args)) return args.map((item) => replaceSubsearches(item, replacement))
  if (
    typeof args === 'object' &&
    args !== null &&
    (args as { kind?: unknown }).kind !== 'pipeline'
  ) {
    return Object.fromEntries(
      Object.entries(args).map(([key, member]) => [key, replaceSubsearches(member, replacement)]),
    )
  }
  return args
}

const expressionCommands = new Set(['eval', 'where', 'fieldformat', 'head'])

/** Whether what a subsearch returns to this command is read as an expression, not as search terms. */
export const takesExpressions = (command: string): boolean => expressionCommands.has(command)

/** The pipeline with something harmless in place of each subsearch: what is around them can be checked before they run. */
export function withoutSubsearches(pipeline: Pipeline): Pipeline {
  // Hardly any search has one, and copying all trees of the others costs more than looking.
  if (subsearchesIn(pipeline.commands).length === 0) return pipeline
  return {
    ...pipeline,
    commands: pipeline.commands.map((node) => ({
      ...node,
      args: replaceSubsearches(node.args, () =>
        takesExpressions(node.name)
          ? { kind: 'field', name: '_time', span: node.span }
          : { kind: 'all', span: node.span },
      ),
    })),
  }
}
