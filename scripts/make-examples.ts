/** Writes the logs under `examples/`, all from one list of events. Run it with `npx tsx scripts/make-examples.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { exampleFiles } from './examples/example-files.ts'

const root = join(import.meta.dirname, '..', 'examples')
for (const [path, text] of exampleFiles()) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
