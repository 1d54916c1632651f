import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { environmentOf, readingOf } from '../src/app.ts'
import { readAttack } from '../src/detections/attack.ts'
import { hunt } from '../src/detections/hunt.ts'
import { packaged } from '../src/package-files.ts'
import { fileSource } from '../src/search/file-source.ts'
import type { BenchTable } from './bench-table.ts'
import {
  filesIn,
  huntCommand,
  inFolder,
  type LoadedContent,
  loadMaterial,
  type Material,
  options,
  sharedMaterial,
} from './material.ts'
import { measuredProcess } from './measured-process.ts'

const title = 'Findings, byte by byte'
const columns = ['compared', 'findings', 'equal'] as const

/** Whether all published detections find the same in the EVTX samples, with one thread and two, and with the shared index and without. */
export async function run(): Promise<BenchTable> {
  const material = sharedMaterial()
  if (!material) return { title, columns, rows: [], notes: ['skipped, no material'] }
  const loaded = loadMaterial(material)
  const rows: (readonly string[])[] = []
  for (const logs of [material.logs, dirname(material.json)]) {
    const name = basename(logs)
    rows.push(await threads(name, material, logs), await index(name, logs, loaded))
  }
  const differing = rows.filter(([, , equal]) => equal !== 'yes').map(([name]) => name)
  return {
    title,
    columns,
    rows,
    notes: [],
    aims: [
      {
        work: 'findings with the index on and off, with one thread and two',
        aim: 'byte-identical',
        reached: differing.length === 0 ? 'byte-identical' : `different: ${differing.join(', ')}`,
        met: differing.length === 0,
      },
    ],
  }
}

async function threads(
  name: string,
  { content }: Material,
  logs: string,
): Promise<readonly string[]> {
  return inFolder(async (folder) => {
    const output = join(folder, 'findings.json')
    const reports: string[] = []
    for (const jobs of ['1', '2']) {
      await measuredProcess(huntCommand({ content, folder }, logs, output, ['--jobs', jobs]))
      reports.push(readFileSync(output, 'utf8'))
    }
    return rowOf(`${name}: one thread, two threads`, reports)
  })
}

async function index(
  name: string,
  logs: string,
  { live, loaded }: LoadedContent,
): Promise<readonly string[]> {
  const files = await filesIn(logs)
  const attack = readAttack(
    readFileSync(packaged('data/attack/enterprise-attack-18.1.json'), 'utf8'),
  )
  const report = async (disabled: readonly string[]): Promise<string> => {
    // Lookups that one hunt writes would be seen by the next.
    const used = { ...environmentOf(loaded), disabledOptimizations: new Set(disabled) }
    const reading = readingOf({ ...options, overrides: {} }, used)
    const listener = { problem() {}, progress() {} }
    const { findings, skipped } = await hunt(live, {
      environment: used,
      options,
      source: fileSource({ files, reading, environment: used, listener }),
      signal: new AbortController().signal,
      report() {},
      content() {},
      deployments: loaded.deployments,
      attack,
    })
    return JSON.stringify({ findings, skipped })
  }
  return rowOf(`${name}: shared index on, off`, [
    await report([]),
    await report(['shared-rule-index']),
  ])
}

function rowOf(name: string, reports: readonly string[]): readonly string[] {
  const [first = '{}', second] = reports
  const { findings } = JSON.parse(first) as { findings: readonly unknown[] }
  return [name, String(findings.length), first === second ? 'yes' : 'no']
}
