import { renderTable } from './bench-table.ts'
import { optionsOf, run } from './spl.ts'

process.stdout.write(renderTable(await run(optionsOf(process.argv.slice(2)))))
