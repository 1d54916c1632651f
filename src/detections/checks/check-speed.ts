import type { Stage } from '../../contract/command.ts'
import type { SearchExpression } from '../../language/ast.ts'
import type { PreparedSearch } from '../../search/prepare-search.ts'
import type { Detection } from '../detection.ts'
import type { ContentProblem } from '../problem.ts'
import { problemAt } from './check.ts'
import { placeInSearch, stagesOf } from './search-places.ts'

/** Searches that Splunk runs slower than it must, or that end early without saying so. Source: Splunk Search Manual, "Write better searches". */
export function* checkSpeed(
  detection: Detection,
  search: PreparedSearch,
): Generator<ContentProblem> {
  if (search.refused) return
  const stages = stagesOf(search)
  for (const [index, stage] of stages.entries()) {
    const message = index === 0 ? ofFirst(stage) : ofLater(stage)
    if (message === null) continue
    const place = placeInSearch(detection, search, stage.node.span)
    yield problemAt('YML0504', 'note', detection, place, message)
  }
}

function ofFirst({ node, parts }: Stage): string | null {
  const [terms] = parts.searches ?? []
  if (node.name !== 'search' || terms === undefined) return null
  if (mentions(terms, (field, value) => field === 'index' && value === '*'))
    return 'index=* reads every index; name those that have the data'
  if (!mentions(terms, (field) => narrowing.has(field) || field.startsWith('tag')))
    return 'nothing tells which index, source or sourcetype is meant, so that all events are read'
  return null
}

const narrowing: ReadonlySet<string> = new Set([
  'channel',
  'eventtype',
  'index',
  'source',
  'sourcetype',
  'savedsearch',
])

function ofLater({ node }: Stage): string | null {
  switch (node.name) {
    case 'join':
      return 'join reads all of its subsearch and leaves out what is beyond 50,000 rows; stats by the same fields over both does not'
    case 'transaction':
      return isBounded(node.args)
        ? null
        : 'a transaction without maxspan or maxpause joins events however far apart they are, and keeps them until the end'
    default:
      return null
  }
}

function isBounded(args: unknown): boolean {
  const { maxspan, maxpause } = args as { readonly maxspan?: number; readonly maxpause?: number }
  return (maxspan ?? 0) > 0 || (maxpause ?? 0) > 0
}

function mentions(
  node: SearchExpression,
  test: (field: string, value: string) => boolean,
): boolean {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.terms.some((term) => mentions(term, test))
    case 'comparison':
      return test(node.field.toLowerCase(), node.value.text)
    case 'in':
      return node.values.some(({ text }) => test(node.field.toLowerCase(), text))
    case 'subsearch':
      return true
    default:
      return false
  }
}
