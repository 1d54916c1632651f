import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environmentOf, readingOf } from '../src/app.ts'
import type { Batch } from '../src/contract/batch.ts'
import { loadContent } from '../src/detections/load.ts'
import { readContentFiles } from '../src/detections/read-content.ts'
import { listInputs } from '../src/ingest/input-files.ts'
import type { InputFile } from '../src/ingest/input-sink.ts'
import type { Environment } from '../src/search/environment.ts'
import type { ScanTaker, ScanTask } from '../src/search/event-source.ts'
import { openHeads } from '../src/search/open-heads.ts'
import { prepareSearch } from '../src/search/prepare-search.ts'
import { scanFile } from '../src/search/scan-file.ts'
import { services } from '../src/services.ts'
import { sharedFolder } from '../test/shared-material.ts'
import { type BenchTable, showTiming, type Timing, timeInTurn, timingNote } from './bench-table.ts'

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5)
const options = { now: 1_767_225_600, timeZone: 'UTC' }
const few = 10
const mostJson = 64 << 20
const signal = new AbortController().signal
const quiet = { problem() {}, progress() {} }

/** The same for every run: every hundredth or so. */
const everySo = <T>(list: readonly T[]): readonly T[] =>
  list.filter((_, index) => index % Math.ceil(list.length / few) === 0)

interface Side {
  readonly name: string
  run(): unknown
}

/** What hunts cost, and their readings alone, with all published detections and with ten of them. */
export async function run(): Promise<readonly BenchTable[]> {
  const content = sharedFolder('data/security_content')
  const logs = sharedFolder('data/evtx-attack-samples')
  const json = sharedFolder('data/security-datasets')
  if (!content || !logs || !json) return []
  const loaded = loadContent(readContentFiles([content], () => {}))
  const environment = environmentOf(loaded)
  const live = loaded.detections.filter(({ deprecated }) => !deprecated)
  const tasks = live
    .map(({ search }) => ({ ...prepareSearch(search.text, environment, options), options }))
    .filter(({ plan, refused }) => !refused && plan && !plan.stages[0]?.generate)
  const folder = mkdtempSync(join(tmpdir(), 'whippet-bench-'))
  try {
    const lines = await jsonLinesOf(json, environment)
    const path = join(folder, 'events.json')
    writeFileSync(path, `${lines.join('\n')}\n`)
    const names = everySo(live).map(({ name }) => name)
    return [
      await table('Hunts of the EVTX samples, content loaded anew', sizeOf(await filesIn(logs)), [
        { name: `${few} detections`, run: () => hunt(content, logs, names) },
        { name: `all ${live.length} detections`, run: () => hunt(content, logs, []) },
      ]),
      await table(
        'Reading the EVTX samples',
        sizeOf(await filesIn(logs)),
        await readings(logs, tasks, environment),
      ),
      await table(`Reading ${lines.length} NXLog JSON lines`, statSync(path).size, [
        { name: 'JSON.parse', run: () => lines.reduce((sum, line) => sum + keysIn(line), 0) },
        ...(await readings(path, tasks, environment)),
      ]),
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const keysIn = (line: string): number => Object.keys(JSON.parse(line) as object).length

const filesIn = async (path: string): Promise<readonly InputFile[]> =>
  (await listInputs([path])).files

const sizeOf = (files: readonly InputFile[]): number =>
  files.reduce((sum, { size }) => sum + size, 0)

const hunt = (content: string, path: string, detections: readonly string[]): Promise<unknown> =>
  services().hunt(
    {
      paths: [path],
      content: [content],
      detections,
      jobs: 1,
      overrides: {},
      now: '2026-01-01T00:00:00Z',
      timeZone: 'UTC',
      signal,
    },
    { progress() {}, warn() {}, note() {} },
  )

async function readings(
  path: string,
  tasks: readonly ScanTask[],
  environment: Environment,
): Promise<readonly Side[]> {
  const files = await filesIn(path)
  const plain = { ...environment, disabledOptimizations: new Set(['shared-rule-index']) }
  const found: ScanTaker = {
    rows: () => true,
    failed(_, error) {
      throw error
    },
  }
  const scan = (searches: readonly ScanTask[], used: Environment) => () => {
    const heads = openHeads(searches, used)
    return readAll(files, used, (batch) => heads.push(batch, found))
  }
  return [
    { name: 'nobody asks', run: () => readAll(files, environment, () => {}) },
    { name: `${few} detections`, run: scan(everySo(tasks), environment) },
    { name: `${tasks.length} detections`, run: scan(tasks, environment) },
    { name: `${tasks.length} detections, no shared index`, run: scan(tasks, plain) },
  ]
}

async function readAll(
  files: readonly InputFile[],
  environment: Environment,
  each: (batch: Batch) => void,
): Promise<void> {
  const reading = readingOf({ ...options, overrides: {} }, environment)
  for (const file of files) {
    const take = (batch: Batch) => {
      each(batch)
      return true
    }
    await scanFile(file, reading, take, quiet, signal)
  }
}

async function jsonLinesOf(path: string, environment: Environment): Promise<readonly string[]> {
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

async function table(title: string, bytes: number, sides: readonly Side[]): Promise<BenchTable> {
  const timings = await timeInTurn(
    sides.map((side) => side.run),
    rounds,
  )
  const [first] = timings as [Timing]
  return {
    title: `${title}, ${(bytes / 2 ** 20).toFixed(0)} MB`,
    columns: ['side', 'time', 'MB/s', 'ratio'],
    rows: sides.map(({ name }, index) => {
      const timing = timings[index] as Timing
      const speed = bytes / 2 ** 20 / timing.seconds
      const ratio = timing.seconds / first.seconds
      return [name, showTiming(timing), speed.toFixed(1), ratio.toFixed(2)]
    }),
    notes: [timingNote, 'Ratios are to the first side.'],
  }
}
