import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { environmentOf, readingOf } from '../src/app.ts'
import type { Batch } from '../src/contract/batch.ts'
import type { Content } from '../src/detections/content.ts'
import type { Detection } from '../src/detections/detection.ts'
import { loadContent } from '../src/detections/load.ts'
import { readContentFiles } from '../src/detections/read-content.ts'
import { listInputs } from '../src/ingest/input-files.ts'
import type { InputFile } from '../src/ingest/input-sink.ts'
import type { Environment } from '../src/search/environment.ts'
import type { ScanTask } from '../src/search/event-source.ts'
import { type PreparedSearch, prepareSearch } from '../src/search/prepare-search.ts'
import { scanFile } from '../src/search/scan-file.ts'
import { sharedFolder } from '../test/shared-material.ts'

export const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3)
export const options = { now: 1_767_225_600, timeZone: 'UTC' }
const few = 10
const mostJson = 64 << 20
const quiet = { problem() {}, progress() {} }

/** What is measured. */
export interface Material {
  /** Folders of the published content, of EVTX samples and of Windows logs as JSON. */
  readonly content: string
  readonly logs: string
  readonly json: string
}

/** `undefined` where some of it is missing. */
export function sharedMaterial(): Material | undefined {
  const content = sharedFolder('data/security_content')
  const logs = sharedFolder('data/evtx-attack-samples')
  // Those of other products would tell that all lines are theirs, when they stand first in one file.
  const json = sharedFolder('data/security-datasets/windows')
  return content && logs && json ? { content, logs, json } : undefined
}

/** The same for every run: of a list every hundredth or so, ten in all. */
export const everySo = <T>(list: readonly T[]): readonly T[] =>
  list.filter((_, index) => index % Math.ceil(list.length / few) === 0)

export interface LoadedContent {
  readonly loaded: Content
  readonly environment: Environment
  /** Detections that are not deprecated. */
  readonly live: readonly Detection[]
  /** The searches of those that can be run over events. */
  readonly tasks: readonly (ScanTask & PreparedSearch)[]
}

export function loadMaterial({ content }: Material): LoadedContent {
  const loaded = loadContent(readContentFiles([content], () => {}))
  const environment = environmentOf(loaded)
  const live = loaded.detections.filter(({ deprecated }) => !deprecated)
  const tasks = live
    .map(({ search }) => ({ ...prepareSearch(search.text, environment, options), options }))
    .filter(({ plan, refused }) => !refused && plan && !plan.stages[0]?.generate)
  return { loaded, environment, live, tasks }
}

export const filesIn = async (path: string): Promise<readonly InputFile[]> =>
  (await listInputs([path])).files

export const sizeOf = (files: readonly InputFile[]): number =>
  files.reduce((sum, { size }) => sum + size, 0)

export async function readAll(
  files: readonly InputFile[],
  environment: Environment,
  each: (batch: Batch) => void,
): Promise<void> {
  const reading = readingOf({ ...options, overrides: {} }, environment)
  const { signal } = new AbortController()
  for (const file of files) {
    const take = (batch: Batch) => {
      each(batch)
      return true
    }
    await scanFile({ file }, reading, take, quiet, signal)
  }
}

/** Logs as lines of JSON objects, 64 MB of them. */
export async function jsonLinesOf(
  path: string,
  environment: Environment,
): Promise<readonly string[]> {
  const lines: string[] = []
  let size = 0
  await readAll(await filesIn(path), environment, (batch) => {
    const raw = batch.column('_raw')
    for (let row = 0; row < batch.length && size < mostJson; row++) {
      const line = raw?.at(row)
      if (typeof line !== 'string' || !line.startsWith('{') || line.includes('\n')) continue
      size += line.length
      lines.push(line)
    }
  })
  return lines
}

export function writeLines(path: string, lines: readonly string[]): void {
  writeFileSync(path, `${lines.join('\n')}\n`)
}

/** A folder that is gone afterwards. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'whippet-bench-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const whippet: readonly string[] = [
  process.execPath,
  fileURLToPath(new URL('../dist/main.js', import.meta.url)),
]

/**
 * The command of a hunt whose findings go to a file and are the same in every run.
 * @param folder where it may keep what the next one must not see
 */
export const huntCommand = (
  { content, folder }: { readonly content: string; readonly folder: string },
  path: string,
  output: string,
  more: readonly string[] = [],
): readonly string[] => [
  ...[...whippet, 'hunt', path, '--content', content],
  ...['--state', mkdtempSync(join(folder, 'state-'))],
  ...['--now', '2026-01-01T00:00:00Z', '--tz', 'UTC', '--format', 'json', '-o', output],
  ...more,
]
