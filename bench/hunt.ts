import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../src/search/environment.ts'
import type { ScanTaker, ScanTask } from '../src/search/event-source.ts'
import { openHeads } from '../src/search/open-heads.ts'
import {
  type Aim,
  type BenchTable,
  measureInTurn,
  roundsOf,
  sideColumns,
  sideRow,
  type Timing,
  timeInTurn,
  timingNote,
} from './bench-table.ts'
import {
  everySo,
  filesIn,
  huntCommand,
  inFolder,
  jsonLinesOf,
  loadMaterial,
  readAll,
  rounds,
  sharedMaterial,
  sizeOf,
  writeLines,
} from './material.ts'
import { measuredProcess } from './measured-process.ts'

interface Side {
  readonly name: string
  run(): unknown
}

/** What hunts cost, and their readings alone, with all published detections and with ten of them. */
export async function run(): Promise<readonly BenchTable[]> {
  const material = sharedMaterial()
  if (!material) return []
  const { content, logs } = material
  const { environment, live, tasks } = loadMaterial(material)
  return inFolder(async (folder) => {
    const lines = await jsonLinesOf(material.json, environment)
    const json = join(folder, 'events.json')
    writeLines(json, lines)
    const few = everySo(live).flatMap(({ name }) => ['--detection', name])
    const hunt = (path: string, chosen: readonly string[]) => () => {
      const output = join(folder, 'findings.json')
      return measuredProcess(
        huntCommand({ content, folder }, path, output, [...['--jobs', '1'], ...chosen]),
      )
    }
    const names = ['10 detections', `all ${live.length} detections`]
    const hunts = async (path: string) =>
      table(
        `Whole hunts of ${path === json ? `${lines.length} NXLog JSON lines` : 'the EVTX samples'}, one thread`,
        sizeOf(await filesIn(path)),
        names,
        await measureInTurn([hunt(path, few), hunt(path, [])], rounds),
        ([some, all]) => [manyForFew(path === json ? 'JSON lines' : 'EVTX samples', some!, all!)],
      )
    const evtxSides = await readings(logs, tasks, environment)
    const jsonSides = [
      { name: 'JSON.parse', run: () => lines.reduce((sum, line) => sum + keysIn(line), 0) },
      ...(await readings(json, tasks, environment)),
    ]
    return [
      await hunts(logs),
      await hunts(json),
      await readingTable('Reading the EVTX samples', sizeOf(await filesIn(logs)), evtxSides),
      await readingTable(
        `Reading ${lines.length} NXLog JSON lines`,
        statSync(json).size,
        jsonSides,
        ([parse, , , all]) => [asFastAsParsing(parse!, all!)],
      ),
    ]
  })
}

const keysIn = (line: string): number => Object.keys(JSON.parse(line) as object).length

function manyForFew(data: string, few: Timing, all: Timing): Aim {
  const ratio = all.seconds / few.seconds
  return {
    work: `hunt of the ${data} with all detections against 10 of them`,
    aim: 'at most 2 times the time',
    reached: `${ratio.toFixed(2)} times`,
    met: ratio <= 2,
  }
}

function asFastAsParsing(parse: Timing, all: Timing): Aim {
  const ratio = all.seconds / parse.seconds
  return {
    work: 'NXLog JSON lines read with all detections against `JSON.parse` alone',
    aim: 'at most its time',
    reached: `${ratio.toFixed(2)} times`,
    met: ratio <= 1,
  }
}

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
  const some = everySo(tasks)
  return [
    { name: 'nobody asks', run: () => readAll(files, environment, () => {}) },
    { name: `${some.length} detections`, run: scan(some, environment) },
    { name: `${tasks.length} detections`, run: scan(tasks, environment) },
    { name: `${tasks.length} detections, no shared index`, run: scan(tasks, plain) },
  ]
}

async function readingTable(
  title: string,
  bytes: number,
  sides: readonly Side[],
  aims: (timings: readonly Timing[]) => readonly Aim[] = () => [],
): Promise<BenchTable> {
  const timings = await timeInTurn(
    sides.map(({ run }) => run),
    rounds,
  )
  return table(
    title,
    bytes,
    sides.map(({ name }) => name),
    timings,
    aims,
  )
}

function table(
  title: string,
  bytes: number,
  names: readonly string[],
  timings: readonly Timing[],
  aims: (timings: readonly Timing[]) => readonly Aim[],
): BenchTable {
  const megabytes = bytes / 2 ** 20
  return {
    title: `${title}, ${megabytes.toFixed(0)} MB`,
    columns: [...sideColumns, 'MB/s'],
    rows: names.map((name, index) => {
      const timing = timings[index] as Timing
      return [
        ...sideRow(name, timing, timings[0] as Timing),
        (megabytes / timing.seconds).toFixed(1),
      ]
    }),
    notes: [timingNote, 'Ratios are to the first side.'],
    rounds: roundsOf(names, timings),
    aims: aims(timings),
  }
}
