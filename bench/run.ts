import { writeFileSync } from 'node:fs'
import { type BenchTable, renderTable } from './bench-table.ts'
import { run as runEvtx } from './evtx.ts'
import { run as runFields } from './fields.ts'
import { run as runHunts } from './hunt.ts'
import { optionsOf, run as runSpl } from './spl.ts'

/** By the names that `npm run bench -- NAME…` takes; all of them without one. */
const benches: Readonly<Record<string, () => Promise<readonly BenchTable[]>>> = {
  hunt: runHunts,
  spl: async () => [await runSpl(optionsOf(rest))],
  evtx: async () => [await runEvtx()],
  fields: async () => [await runFields()],
}

const given = process.argv.slice(2)
const rest = given.filter((word) => !(word in benches))
const named = given.filter((word) => word in benches)
const tables: BenchTable[] = []
for (const [name, run] of Object.entries(benches)) {
  if (named.length > 0 && !named.includes(name)) continue
  for (const table of await run()) {
    tables.push(table)
    process.stdout.write(`${renderTable(table)}\n`)
  }
}
const output = process.env['BENCH_JSON']
if (output !== undefined) writeFileSync(output, `${JSON.stringify(tables, undefined, 2)}\n`)
