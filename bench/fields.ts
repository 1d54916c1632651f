import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { environmentOf } from '../src/app.ts'
import { type Batch, batchOfRows } from '../src/contract/batch.ts'
import type { EventKnowledge } from '../src/knowledge/knowledge.ts'
import { type BenchTable, timeInTurn } from './bench-table.ts'

/** The golden events of the add-ons that come with Whippet. */
const folder = fileURLToPath(new URL('../test/add-ons/', import.meta.url))
const batchRows = 1024
const batches = 8
const rounds = 3

interface Golden {
  readonly sourcetype?: string
  readonly source?: string
  readonly events: readonly {
    readonly raw: string
    readonly sourcetype?: string
    readonly fields?: Readonly<Record<string, unknown>>
  }[]
}

interface Subject {
  readonly sourcetype: string
  readonly rows: Batch
  /** One that a search might ask for. */
  readonly field: string
}

function subjects(): readonly Subject[] {
  const bySourcetype = new Map<string, { raws: string[]; field: string; source: string }>()
  for (const file of readdirSync(folder).sort()) {
    const golden = parse(readFileSync(`${folder}${file}`, 'utf8')) as Golden
    for (const event of golden.events) {
      const sourcetype = event.sourcetype ?? golden.sourcetype ?? ''
      const [field] = Object.keys(event.fields ?? {})
      const known = bySourcetype.get(sourcetype)
      if (known) known.raws.push(event.raw)
      else if (field)
        bySourcetype.set(sourcetype, { raws: [event.raw], field, source: golden.source ?? 'a.log' })
    }
  }
  return [...bySourcetype].map(([sourcetype, { raws, field, source }]) => ({
    sourcetype,
    field,
    rows: batchOfRows(
      Array.from({ length: batchRows }, (_, row) => ({
        _raw: raws[row % raws.length] as string,
        _time: row,
        sourcetype,
        source,
        host: 'h1',
        index: 'main',
      })),
    ),
  }))
}

/** Reads one field, or all, of every event, as often as there are batches. */
function readFields(knowledge: EventKnowledge, rows: Batch, field: string | undefined): void {
  for (let batch = 0; batch < batches; batch++) {
    const known = knowledge(rows)
    for (const name of field === undefined ? known.fields() : [field]) known.column(name)?.at(0)
  }
}

/** How many events a second get one field that a search asks for, and all, by sourcetype. */
export async function run(): Promise<BenchTable> {
  const knowledge = environmentOf(undefined).knowledge?.open({ now: 0, timeZone: 'UTC' })
  if (!knowledge) throw new Error('there are no apps')
  const all = subjects()
  const sides = all.flatMap(({ rows, field }) => [
    () => readFields(knowledge, rows, field),
    () => readFields(knowledge, rows, undefined),
  ])
  const timings = await timeInTurn(sides, rounds)
  const speed = (side: number): number => (batchRows * batches) / (timings[side]?.seconds ?? 1)
  const show = (events: number) => Math.round(events).toLocaleString('en-US')
  return {
    title: 'Fields of events, one thread',
    columns: ['sourcetype', 'the field', 'one field, events/s', 'all fields, events/s', 'ratio'],
    rows: all.map(({ sourcetype, field }, index) => [
      sourcetype,
      field,
      show(speed(index * 2)),
      show(speed(index * 2 + 1)),
      `${(speed(index * 2) / speed(index * 2 + 1)).toFixed(1)}`,
    ]),
    notes: [
      `Processor time, median of ${rounds} rounds over ${batchRows * batches} events held in memory: what app settings cost beyond reading the file.`,
    ],
  }
}
