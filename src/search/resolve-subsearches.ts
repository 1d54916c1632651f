import { type Batch, rowsOf } from '../contract/batch.ts'
import type { CommandNode, Pipeline } from '../language/ast.ts'
import { parseExpression } from '../language/expression.ts'
import { parsePipeline, parseWhole } from '../language/pipeline.ts'
import { parseSearch } from '../language/search.ts'
import { replaceSubsearches, subsearchesIn, takesExpressions } from '../planner/subsearches.ts'
import type { RunContext } from './run-context.ts'

/**
 * Runs the subsearches that stand among search terms and puts what they return in their place: the text of a field named `search`
 * or `query`, else what `format` makes of the rows (Splunk Search Manual, "About subsearches" and "Change the format of subsearch
 * results").
 * @param run runs a pipeline to its end
 */
export async function resolveSubsearches(
  pipeline: Pipeline,
  context: RunContext,
  run: (pipeline: Pipeline) => Promise<Batch>,
): Promise<Pipeline> {
  const { commands } = context.environment.registry
  const returned = async (inner: Pipeline): Promise<string> => {
    const last = inner.commands.at(-1)?.name
    const formats = last === 'format' || last === 'return'
    const { pipeline: format } = parsePipeline('| format', commands)
    const all = formats ? inner : { ...inner, commands: [...inner.commands, ...format.commands] }
    const [row] = rowsOf(await run(all))
    const text = row?.['search'] ?? row?.['query']
    return typeof text === 'string' ? text : 'NOT ()'
  }
  const resolved = async (node: CommandNode): Promise<CommandNode> => {
    const subsearches = subsearchesIn(node.args)
    if (subsearches.length === 0) return node
    const read = takesExpressions(node.name) ? parseExpression : parseSearch
    const trees = new Map<object, unknown>()
    for (const subsearch of subsearches) {
      const parsed = parseWhole<unknown>(await returned(subsearch.pipeline), read, commands)
      for (const diagnostic of parsed.diagnostics) context.report(diagnostic)
      trees.set(subsearch, parsed.value)
    }
    return { ...node, args: replaceSubsearches(node.args, (found) => trees.get(found)) }
  }
  const nodes: CommandNode[] = []
  for (const node of pipeline.commands) nodes.push(await resolved(node))
  return { ...pipeline, commands: nodes }
}
