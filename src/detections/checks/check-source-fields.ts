import type { PreparedSearch } from '../../search/prepare-search.ts'
import type { Detection } from '../detection.ts'
import type { ContentProblem } from '../problem.ts'
import { type CheckContext, problemAt } from './check.ts'
import { placeInSearch, stagesOf } from './search-places.ts'

/** Fields that every event has, and those that Splunk adds while it searches. */
const ofEveryEvent =
  /^(?:_.*|host|source|sourcetype|index|punct|linecount|splunk_server|eventtype|tag(?:::.*)?|date_\w+|timestartpos|timeendpos)$/

/**
 * Fields by which the first summing command groups and that none of the data sources gives: rows without a value for one of them are
 * dropped (Splunk Search Reference, "stats"), so that nothing is found. What a data source gives is told by its `fields`, which are those of
 * an example; hence a warning, and only where all data sources tell them.
 */
export function* checkSourceFields(
  detection: Detection,
  search: PreparedSearch,
  { known }: CheckContext,
): Generator<ContentProblem> {
  if (search.refused) return
  const sources = detection.dataSources.flatMap(({ text }) =>
    text.split(' AND ').map((name) => known.dataSources.get(name.trim())),
  )
  if (sources.length === 0 || sources.some((source) => !source || source.fields.length === 0))
    return
  const stages = stagesOf(search)
  const first = stages.findIndex(({ kind }) => kind === 'transforming')
  if (stages[0]?.node.name !== 'search' || first < 0) return
  const given = new Set(sources.flatMap((source) => source?.fields ?? []))
  for (const { flow } of stages.slice(0, first)) {
    if (flow.addsUnknown) return
    for (const name of flow.adds ?? []) given.add(name)
  }
  const stage = stages[first]!
  const absent = groupFields(stage.node.args).filter(
    (name) => !given.has(name) && !ofEveryEvent.test(name) && !name.includes('*'),
  )
  if (absent.length === 0) return
  const place = placeInSearch(detection, search, stage.node.span)
  const named = detection.dataSources.map(({ text }) => `"${text}"`).join(', ')
  const fields = absent.join(', ')
  const message = `${stage.node.name} groups by ${fields}, which the fields of ${named} do not list; rows without it are dropped`
  yield problemAt('YML0501', 'warning', detection, place, message)
}

/** The BY fields of `stats` and its like, whose arguments hold them as `groups`. */
function groupFields(args: unknown): readonly string[] {
  const { groups } = args as { readonly groups?: readonly { readonly name: string }[] }
  return (groups ?? []).map(({ name }) => name)
}
