import { join, resolve } from 'node:path'
import { bundledProgram } from './build/bundled-program.ts'
import { removeStaleTypes, replaceBuilt } from './build/replace-built.ts'

/** `npm run build:program` bundles the program into `dist/`, beside the web app and the type declarations. */
const root = resolve(import.meta.dirname, '..')
const built = join(root, 'dist')
// Made before anything is touched: what cannot be bundled leaves the last build as it was.
const program = await bundledProgram(root)
replaceBuilt(built, program)
removeStaleTypes(join(built, 'types'), join(root, 'src'))
