import {
  type Batch,
  type Column,
  emptyBatch,
  plainColumn,
  selectRows,
  withColumns,
} from '../contract/batch.ts'
import { defineCommand } from '../contract/command.ts'
import {
  clause,
  fieldList,
  flag,
  integer,
  maybe,
  option,
  repeat,
  sequence,
  word,
} from '../language/syntax.ts'
import { textOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'
import { type TableLine, tableLines } from './multikv/table.ts'
import { reportRowLimit } from './shared-held-rows.ts'

/** Source: Splunk Search Reference, "multikv". */
export const multikv = defineCommand({
  name: 'multikv',
  kind: 'streaming',
  summary: 'Makes a row of each line of a table in the text of an event, its columns as fields.',
  syntax: sequence({
    conf: option('conf', word(), { about: 'Accepted; there is no multikv.conf.' }),
    copyattrs: flag('copyattrs', { or: true, about: 'Lines keep the fields of their event.' }),
    forceheader: option('forceheader', integer(), {
      about: 'The line with the names, counted from 1; else the first with two columns or more.',
    }),
    multitable: flag('multitable', { or: true, about: 'Accepted; one table is read.' }),
    noheader: flag('noheader', {
      or: false,
      about: 'There is no line with names: they are Column_1 and so on.',
    }),
    rmorig: flag('rmorig', { or: true, about: 'The event itself does not stay.' }),
    names: maybe(clause('fields', fieldList({ about: 'The columns to take; all without it.' }))),
    filter: maybe(
      clause(
        'filter',
        repeat(word({ about: 'Only lines that hold one of these.' }), { atLeast: 1 }),
      ),
    ),
  }),
  flow: ({ copyattrs }) => ({
    needs: ['_raw'],
    addsUnknown: true,
    ...(!copyattrs && { passes: ['_time', '_raw'] }),
  }),
  operator({ copyattrs, forceheader, noheader, rmorig, names, filter }, scope) {
    let made = 0
    const linesOf = (text: string): readonly TableLine[] =>
      tableLines(text, { headerLine: forceheader, noHeader: noheader }).filter(
        ({ text: line }) => !filter || filter.some((each) => line.includes(each)),
      )
    const expand = (batch: Batch): Batch => {
      const raw = batch.column('_raw')
      const rows: number[] = []
      const lines: (TableLine | undefined)[] = []
      for (let row = 0; row < batch.length; row++) {
        const found = linesOf(textOf(raw?.at(row) ?? null))
        if (made + rows.length + found.length > scope.limits.maxRows) {
          reportRowLimit('multikv', scope)
          break
        }
        for (const line of found) {
          rows.push(row)
          lines.push(line)
        }
        if (found.length === 0 || !rmorig) {
          rows.push(row)
          lines.push(undefined)
        }
      }
      made += rows.length
      return withLines(selectRows(batch, rows), lines, names, copyattrs)
    }
    return { process: (batch) => (made >= scope.limits.maxRows ? emptyBatch : expand(batch)) }
  },
  examples: [
    {
      title: 'A table of processes',
      query: 'multikv fields pid cmd | fields - _raw',
      input: [{ host: 'a1', _raw: 'pid  user  cmd\n1    root  init\n7    ann   vi notes.txt' }],
      output: [
        { host: 'a1', pid: '1', cmd: 'init' },
        { host: 'a1', pid: '7', cmd: 'vi notes.txt' },
      ],
    },
    {
      title: 'Text without a table stays',
      query: 'multikv',
      input: [{ _raw: 'plain' }],
      output: [{ _raw: 'plain' }],
    },
  ],
})

function withLines(
  rows: Batch,
  lines: readonly (TableLine | undefined)[],
  names: readonly string[] | undefined,
  copyattrs: boolean,
): Batch {
  const changes = new Map<string, Column | undefined>()
  if (!copyattrs) {
    for (const name of rows.fields())
      if (name !== '_time' && name !== '_raw') changes.set(name, undefined)
  }
  const raw = rows.column('_raw')
  changes.set(
    '_raw',
    plainColumn(lines.map((line, row): Value => line?.text ?? raw?.at(row) ?? null)),
  )
  const found = new Set(lines.flatMap((line) => [...(line?.cells.keys() ?? [])]))
  for (const name of names?.filter((each) => found.has(each)) ?? found) {
    const before = copyattrs ? rows.column(name) : undefined
    const values = lines.map((line, row): Value => line?.cells.get(name) ?? before?.at(row) ?? null)
    changes.set(name, plainColumn(values))
  }
  return withColumns(rows, changes)
}
