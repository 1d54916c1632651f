import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UsageError } from './cli/usage-error.ts'
import type { AnalysisAnswer, Info } from './http/api-types.ts'
import { packaged, packageVersion } from './package-files.ts'
import type { SearchOptions } from './search/environment.ts'
import { catalogueSource } from './serve-catalogue.ts'

/**
 * Writes the web app with its data as files, for any web host: all but hunts and searches, which need a machine to run on.
 * @returns how many files of data were written
 * @throws UsageError when the app was not built
 */
export function writeSite(
  folders: readonly string[],
  output: string,
  options: SearchOptions,
  warn: (line: string) => void,
): number {
  const app = packaged('dist/ui')
  if (!existsSync(app)) throw new UsageError('the web app was not built: run "npm run build" first')
  const source = catalogueSource(folders, options, warn)
  let files = 0
  const write = (path: string, data: unknown) => {
    const file = join(output, 'data', `${path}.json`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(data))
    files += 1
  }
  cpSync(app, output, { recursive: true })
  const page = readFileSync(join(app, 'index.html'), 'utf8')
  writeFileSync(
    join(output, 'index.html'),
    page.replace('name="whippet-data" content="api"', 'name="whippet-data" content="files"'),
  )
  const catalogue = source.catalogue()
  const analysis: Record<string, AnalysisAnswer[string]> = {}
  for (const { slug } of catalogue.detections) {
    const detail = source.detail(slug)!
    write(`detections/${slug}`, detail)
    const { refusal, macros, lookups, dataModels, requiredFields, outputFields } = detail.entry
    const warnings = detail.explanation.diagnostics.filter(
      ({ severity }) => severity === 'warning',
    ).length
    analysis[slug] = {
      ...{ refusal, macros, lookups, dataModels, requiredFields, outputFields },
      warnings,
    }
  }
  write('catalogue', catalogue)
  write('analysis', analysis)
  write('attack', source.attack())
  write('info', {
    version: packageVersion(),
    attackVersion: source.attack().version,
    content: folders,
    maxUploadBytes: 0,
    needsToken: false,
  } satisfies Info)
  return files
}
