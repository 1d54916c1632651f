import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { licensesOf } from './licenses-of.ts'

/** What is started by its name: the program, the library and the scripts of threads. */
const entries = ['main', 'index', 'worker', 'job-worker', 'catalogue-worker']

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
}

/**
 * The files of the program by their names: an entry is a file of its name, and what several share, or what is loaded
 * later, is a file beside it. All lie in one folder, since `src/package-files.ts` looks for the package's own files and
 * for the scripts of threads from where it lies itself. Libraries come along, except `dependencies` of `package.json`.
 * @throws when a module cannot be found or read
 */
export async function bundledProgram(root: string): Promise<ReadonlyMap<string, string>> {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
  const bundle = await rolldown({
    cwd: root,
    input: Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])),
    external: Object.keys(dependencies).map((name) => new RegExp(`^${name}(/|$)`)),
    platform: 'node',
    transform: { target: 'node20.12' },
    onLog: (level, log, tell) => {
      // A library that is found nowhere would be left out with a warning.
      tell(level === 'warn' ? 'error' : level, log)
    },
  })
  const { output } = await bundle.generate({
    format: 'esm',
    // Names stay as they are, so that stack traces can be read where the maps are not.
    minify: false,
    sourcemap: true,
    chunkFileNames: '[name].js',
  })
  await bundle.close()
  const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []))
  return new Map([
    ...output.map(
      (file) => [file.fileName, file.type === 'chunk' ? file.code : String(file.source)] as const,
    ),
    ['third-party-licenses.txt', licensesOf(modules)],
  ])
}
