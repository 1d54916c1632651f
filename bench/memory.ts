import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Aim,
  type BenchTable,
  measureInTurn,
  roundsOf,
  sideColumns,
  sideRow,
  type Timing,
  timingNote,
} from './bench-table.ts'
import { writeEvtxLog } from './evtx-log.ts'
import {
  huntCommand,
  inFolder,
  jsonLinesOf,
  loadMaterial,
  type Material,
  sharedMaterial,
} from './material.ts'
import { measuredProcess } from './measured-process.ts'

/** Of each format, made of the samples over and over. */
const gigabytes = Number(process.env['BENCH_GB'] ?? 3)
const bytesPerFile = Math.min(256 * 2 ** 20, gigabytes * 2 ** 30)
const mostMb = 600

/** How much memory hunts with all published detections take, however large the logs are. Takes long. */
export async function run(): Promise<BenchTable> {
  const material = sharedMaterial()
  const title = `Memory of hunts of ${gigabytes} GB`
  if (!material) return { title, columns: sideColumns, rows: [], notes: ['skipped, no material'] }
  const tables = []
  for (const format of ['EVTX', 'JSON'] as const) {
    tables.push(await inFolder((folder) => hunts(format, material, folder)))
  }
  const names = tables.flatMap((each) => each.names)
  const timings = tables.flatMap((each) => each.timings)
  return {
    title,
    columns: sideColumns,
    rows: names.map((name, index) => sideRow(name, timings[index] as Timing, timings[0] as Timing)),
    notes: [timingNote, 'One round; ratios are to the first side.'],
    rounds: roundsOf(names, timings),
    aims: names.map((name, index): Aim => {
      const { peakMb = Number.POSITIVE_INFINITY } = timings[index] as Timing
      return {
        work: `memory of a hunt of ${gigabytes} GB, ${name}`,
        aim: `at most ${mostMb} MB`,
        reached: `${peakMb.toFixed(0)} MB`,
        met: peakMb <= mostMb,
      }
    }),
  }
}

async function hunts(format: 'EVTX' | 'JSON', material: Material, folder: string) {
  const logs = join(folder, format)
  const { content } = material
  mkdirSync(logs)
  await (format === 'EVTX' ? writeEvtx(material, logs) : writeJson(material, logs))
  const output = join(folder, 'findings.json')
  const jobs = ['1', '2']
  const timings = await measureInTurn(
    jobs.map((count) => () => {
      return measuredProcess(huntCommand({ content, folder }, logs, output, ['--jobs', count]))
    }),
    1,
  )
  return { names: jobs.map((count) => `${format}, --jobs ${count}`), timings }
}

const files = Array.from({ length: Math.ceil((gigabytes * 2 ** 30) / bytesPerFile) }, (_, index) =>
  String(index).padStart(3, '0'),
)

async function writeEvtx(material: Material, folder: string): Promise<void> {
  const once = writeEvtxLog(material.logs, join(folder, '000.evtx'), 1)
  const copies = Math.ceil(bytesPerFile / once)
  for (const name of files) writeEvtxLog(material.logs, join(folder, `${name}.evtx`), copies)
}

async function writeJson(material: Material, folder: string): Promise<void> {
  const { environment } = loadMaterial(material)
  const text = Buffer.from(`${(await jsonLinesOf(material.json, environment)).join('\n')}\n`)
  for (const name of files) {
    const file = openSync(join(folder, `${name}.json`), 'w')
    for (let size = 0; size < bytesPerFile; size += text.length) writeSync(file, text)
    closeSync(file)
  }
}
