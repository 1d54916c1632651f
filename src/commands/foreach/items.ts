import {
  type Batch,
  type Column,
  constantColumn,
  plainColumn,
  selectRows,
  withColumns,
} from '../../contract/batch.ts'
import type { Scope } from '../../contract/command.ts'
import { type Scalar, type Value, valuesOf } from '../../values/value.ts'
import { parseTemplate, type Template } from '../shared-template.ts'

export interface ItemPlaceholders {
  readonly itemstr: string
  readonly iterstr: string
  readonly names: readonly string[]
  readonly body: Template
}

/** Fields that hold the value and its number while the commands run. */
const itemField = '<<ITEM>>'
const iterField = '<<ITER>>'

function itemsOf(value: Value, parseArrays: boolean): readonly Scalar[] {
  if (parseArrays && typeof value === 'string' && value.trimStart().startsWith('[')) {
    try {
      const json: unknown = JSON.parse(value)
      if (Array.isArray(json)) return json.map(scalarOfJson)
    } catch {
      // No array: the text itself is the only item.
    }
  }
  return valuesOf(value)
}

const scalarOfJson = (json: unknown): Scalar =>
  typeof json === 'string' || typeof json === 'number' ? json : JSON.stringify(json)

/** The commands with fields in the place of the placeholders, which may stand in double quotes of their own. */
function withFields({ itemstr, iterstr, body }: ItemPlaceholders): string {
  return body.text
    .replaceAll(`"${itemstr}"`, `'${itemField}'`)
    .replaceAll(new RegExp(`(?<!')${escaped(itemstr)}(?!')`, 'g'), `'${itemField}'`)
    .replaceAll(new RegExp(`(?<!')${escaped(iterstr)}(?!')`, 'g'), `'${iterField}'`)
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

/** Rows with what the commands made of some of them. */
function merged(rows: Batch, chosen: readonly number[], output: Batch): Batch {
  const changes = new Map<string, Column>()
  for (const name of output.fields()) {
    const column = output.column(name)
    if (!column || name === itemField || name === iterField) continue
    const before = rows.column(name)
    const values = Array.from({ length: rows.length }, (_, row) => before?.at(row) ?? null)
    chosen.forEach((row, index) => {
      values[row] = column.at(index)
    })
    changes.set(name, plainColumn(values))
  }
  return withColumns(rows, changes)
}

/** The commands once for each value of a field: first for the first values of all rows, then for the second ones, and so on. */
export async function overItems(
  args: ItemPlaceholders,
  rows: Batch,
  parseArrays: boolean,
  scope: Scope,
  signal: AbortSignal,
): Promise<Batch> {
  const pipeline = parseTemplate(`| ${withFields(args)}`, args.body.span, scope)
  if (!pipeline) return rows
  let current = rows
  for (const name of args.names) {
    const column = current.column(name)
    const items = Array.from({ length: rows.length }, (_, row) =>
      itemsOf(column?.at(row) ?? null, parseArrays),
    )
    const longest = items.reduce((most, list) => Math.max(most, list.length), 0)
    for (let iteration = 0; iteration < longest; iteration++) {
      const chosen = items.flatMap((list, row) => (list.length > iteration ? [row] : []))
      const input = withColumns(
        selectRows(current, chosen),
        new Map([
          [itemField, plainColumn(chosen.map((row) => items[row]?.[iteration] ?? null))],
          [iterField, constantColumn(iteration, chosen.length)],
        ]),
      )
      const output = await scope.over(pipeline, input, signal)
      if (output.length !== chosen.length) {
        scope.report({
          code: 'SPL0502',
          severity: 'error',
          message: 'commands of foreach must not drop or add rows',
          span: args.body.span,
        })
        return current
      }
      current = merged(current, chosen, output)
    }
  }
  return current
}
