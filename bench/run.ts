import { writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { type Aim, type BenchTable, renderTable } from './bench-table.ts'
import { run as runEqual } from './equal.ts'
import { run as runEvtx } from './evtx.ts'
import { run as runFields } from './fields.ts'
import { run as runHunts } from './hunt.ts'
import { run as runLint } from './lint.ts'
import { run as runMemory } from './memory.ts'
import { run as runOneQueryEach } from './one-query-each.ts'
import { run as runPeers } from './peers.ts'
import { optionsOf, run as runSpl } from './spl.ts'
import { run as runStart } from './start.ts'

type Bench = () => Promise<readonly BenchTable[]>

/** What the project's aims are about, by the names that `npm run bench -- NAME…` takes. */
const aims: Readonly<Record<string, Bench>> = {
  start: async () => [await runStart()],
  lint: runLint,
  evtx: async () => [await runEvtx()],
  hunt: runHunts,
  duckdb: async () => [await runOneQueryEach()],
  peers: async () => [await runPeers()],
  equal: async () => [await runEqual()],
}
const others: Readonly<Record<string, Bench>> = {
  spl: async () => [await runSpl(optionsOf(rest))],
  fields: async () => [await runFields()],
}
/** Only when named. */
const long: Readonly<Record<string, Bench>> = { memory: async () => [await runMemory()] }
const all = { ...aims, ...others, ...long }

const given = process.argv.slice(2)
const rest = given.filter((word) => word !== 'aims' && !(word in all))
const named = given.flatMap((word) =>
  word === 'aims' ? Object.keys(aims) : word in all ? word : [],
)
const chosen = named.length > 0 ? named : [...Object.keys(aims), ...Object.keys(others)]

const machine = {
  processor: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
  node: process.version,
  load: loadavg()[0]?.toFixed(1),
  date: new Date().toISOString().slice(0, 10),
}
process.stdout.write(
  `${machine.date}, ${machine.processor}, Node ${machine.node}, load ${machine.load} at the start\n\n`,
)
const tables: BenchTable[] = []
const show = (table: BenchTable): void => {
  tables.push(table)
  process.stdout.write(`${renderTable(table)}\n`)
}
for (const [name, run] of Object.entries(all)) {
  if (!chosen.includes(name)) continue
  const start = performance.now()
  for (const table of await run()) show(table)
  const seconds = (performance.now() - start) / 1000
  process.stderr.write(`${name} took ${seconds.toFixed(0)} s\n`)
}
const reached = tables.flatMap((table) => table.aims ?? [])
if (reached.length > 0) show(aimTable(reached))
const output = process.env['BENCH_JSON']
if (output !== undefined) {
  writeFileSync(output, `${JSON.stringify({ machine, tables }, undefined, 2)}\n`)
}

function aimTable(list: readonly Aim[]): BenchTable {
  const word = (met: boolean | undefined) => (met === undefined ? '' : met ? 'yes' : 'no')
  return {
    title: 'Aims',
    columns: ['work', 'aim', 'reached', 'met'],
    rows: list.map(({ work, aim, reached, met }) => [work, aim, reached, word(met)]),
    notes: [],
  }
}
