import { renderTable } from './bench-table.ts'
import { run as runEvtx } from './evtx.ts'
import { optionsOf, run as runSpl } from './spl.ts'

const options = optionsOf(process.argv.slice(2))
process.stdout.write(`${renderTable(await runSpl(options))}\n`)
process.stdout.write(renderTable(await runEvtx()))
