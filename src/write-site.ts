import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { catalogueAnswers } from './catalogue-answers.ts'
import { UsageError } from './cli/usage-error.ts'
import type { CatalogueAnswer, Info } from './http/api-types.ts'
import { packaged, packageVersion } from './package-files.ts'
import type { SearchOptions } from './search/environment.ts'
import { defaultState } from './state-folder.ts'

/**
 * Writes the web app with its data as files, for any web host: all but hunts and searches, which need a machine to run on.
 * @returns how many files of data were written
 * @throws UsageError when the app was not built
 */
export async function writeSite(
  folders: readonly string[],
  output: string,
  repository: string | null,
  options: SearchOptions,
  warn: (line: string) => void,
): Promise<number> {
  const app = packaged('dist/ui')
  if (!existsSync(app)) throw new UsageError('the web app was not built: run "npm run build" first')
  const source = catalogueAnswers({ folders, data: [], state: defaultState }, options, warn)
  let files = 0
  const write = (path: string, json: string) => {
    const file = join(output, 'data', `${path}.json`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, json)
    files += 1
  }
  cpSync(app, output, { recursive: true })
  const page = readFileSync(join(app, 'index.html'), 'utf8')
  writeFileSync(
    join(output, 'index.html'),
    page.replace('name="whippet-data" content="api"', 'name="whippet-data" content="files"'),
  )
  for (const kind of ['catalogue', 'analysis', 'attack', 'verdicts'] as const) {
    write(kind, (await source.answer({ kind }))!)
  }
  const catalogue = JSON.parse((await source.answer({ kind: 'catalogue' }))!) as CatalogueAnswer
  for (const { slug } of catalogue.detections) {
    write(`detections/${slug}`, (await source.answer({ kind: 'detection', slug }))!)
  }
  const info: Info = {
    version: packageVersion(),
    content: folders,
    repository,
    maxUploadBytes: 0,
    needsToken: false,
  }
  write('info', JSON.stringify(info))
  return files
}
