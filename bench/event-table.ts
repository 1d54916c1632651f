import { type Batch, batchOf, listOf, plainColumn } from '../src/contract/batch.ts'
import type { Stage } from '../src/contract/command.ts'
import type { SearchExpression } from '../src/language/ast.ts'
import { isDatasetStage } from '../src/planner/dataset-stage.ts'
import type { Environment } from '../src/search/environment.ts'
import type { ScanTask } from '../src/search/event-source.ts'
import { stageScopes } from '../src/search/stage-scope.ts'
import type { Value } from '../src/values/value.ts'
import { options } from './material.ts'

/** A field of the events or of one of the datasets that they belong to, or the belonging itself. */
export type TableColumn =
  | { readonly kind: 'field'; readonly dataset: string | undefined; readonly name: string }
  | { readonly kind: 'member'; readonly dataset: string }

/** The columns of a table that are asked for, each once, with their names in it. */
export interface WantedColumns {
  nameOf(column: TableColumn): string
  readonly all: ReadonlyMap<string, TableColumn>
}

export function wantedColumns(): WantedColumns {
  const all = new Map<string, TableColumn>()
  return {
    all,
    nameOf(column) {
      const name = nameOf(column)
      all.set(name, column)
      return name
    },
  }
}

/** Fields of events keep their names, by which Whippet knows kinds of events. */
function nameOf(column: TableColumn): string {
  if (column.kind === 'member') return `in ${column.dataset}`
  return column.dataset === undefined ? column.name : `${column.dataset}: ${column.name}`
}

/** What stands in the column of a dataset for its events; nothing does for others. */
export const memberMark = 'true'

const batchRows = 1024

/**
 * The events as they would lie in a table that somebody prepared: all fields that searches ask for worked out, those of data models too.
 * @returns the values of each column
 */
export function eventTable(
  batches: readonly Batch[],
  { all }: WantedColumns,
  tasks: readonly ScanTask[],
  environment: Environment,
): ReadonlyMap<string, readonly Value[]> {
  const known = environment.knowledge?.open(options)
  const readers = memberReaders(tasks, environment)
  const length = batches.reduce((sum, batch) => sum + batch.length, 0)
  const table = new Map([...all.keys()].map((name) => [name, new Array<Value>(length).fill(null)]))
  let start = 0
  for (const read of batches) {
    const batch = known ? known(read) : read
    const every: Members = { batch, rows: [...Array(batch.length).keys()] }
    const members = new Map([...readers].map(([name, reader]) => [name, reader(batch)]))
    for (const [name, column] of all) {
      const target = table.get(name) as Value[]
      const from = column.dataset === undefined ? every : members.get(column.dataset)
      if (!from) continue
      const values =
        column.kind === 'field' && listOf(from.batch.column(column.name), from.batch.length)
      from.rows.forEach((row, index) => {
        target[start + row] = values ? (values[index] ?? null) : memberMark
      })
    }
    start += batch.length
  }
  return table
}

/** The table in batches as large as those of files. */
export function batchesOf(table: ReadonlyMap<string, readonly Value[]>): readonly Batch[] {
  const length = [...table.values()][0]?.length ?? 0
  return Array.from({ length: Math.ceil(length / batchRows) }, (_, index) => {
    const start = index * batchRows
    const end = Math.min(start + batchRows, length)
    const columns = [...table].map(
      ([name, values]) => [name, plainColumn(values.slice(start, end))] as const,
    )
    return batchOf(new Map(columns), end - start)
  })
}

/** What the first stages of a search ask of events, asked of the table instead. */
export function tableSearch(
  stages: readonly Stage[],
  columns: WantedColumns,
  task: ScanTask,
): ScanTask {
  const { span } = task.pipeline
  let dataset: string | undefined
  const terms: SearchExpression[] = []
  for (const stage of stages) {
    if (isDatasetStage(stage)) {
      dataset = stage.parts.datasets?.[0] as string
      const field = columns.nameOf({ kind: 'member', dataset })
      const value = { text: memberMark, quoted: false }
      terms.push({ kind: 'comparison', field, operator: '=', value, span })
    } else {
      const renamed = (name: string) => columns.nameOf({ kind: 'field', dataset, name })
      terms.push(...(stage.parts.searches ?? []).map((search) => withFields(search, renamed)))
    }
  }
  const args: SearchExpression = { kind: 'and', terms, span }
  return {
    pipeline: {
      kind: 'pipeline',
      commands: [{ kind: 'command', name: 'search', args, span }],
      span,
    },
    options: task.options,
  }
}

function withFields(node: SearchExpression, renamed: (name: string) => string): SearchExpression {
  switch (node.kind) {
    case 'and':
    case 'or':
      return { ...node, terms: node.terms.map((term) => withFields(term, renamed)) }
    case 'not':
      return { ...node, term: withFields(node.term, renamed) }
    case 'comparison':
    case 'in':
      return { ...node, field: renamed(node.field) }
    default:
      return node
  }
}

interface Members {
  readonly batch: Batch
  /** Their rows among all. */
  readonly rows: readonly number[]
}

/** For each dataset that a search looks at, what tells its events. */
function memberReaders(
  tasks: readonly ScanTask[],
  environment: Environment,
): ReadonlyMap<string, (batch: Batch) => Members> {
  const readers = new Map<string, (batch: Batch) => Members>()
  for (const { plan } of tasks) {
    const at = plan?.stages.findIndex(isDatasetStage) ?? -1
    const stage = plan?.stages[at]
    const name = stage?.parts.datasets?.[0]
    if (!plan || !stage || name === undefined || readers.has(name)) continue
    const scope = { ...stageScopes(plan, environment, options)(at), demand: 'all' as const }
    const operator = stage.operator(scope)
    readers.set(name, (batch) => {
      const members = operator.process(numbered(batch))
      return { batch: members, rows: listOf(members.column('_time'), members.length).map(Number) }
    })
  }
  return readers
}

/** The batch with the number of its row as the time of each event, for which no dataset asks. */
const numbered = (batch: Batch): Batch => ({
  length: batch.length,
  fields: () => batch.fields(),
  column: (name) =>
    name === '_time' ? plainColumn([...Array(batch.length).keys()]) : batch.column(name),
})
