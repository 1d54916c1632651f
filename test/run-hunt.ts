import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { environmentOf, readingOf } from '../src/app.ts'
import { type Batch, batchOfRows, rowsOf } from '../src/contract/batch.ts'
import { readAttack } from '../src/detections/attack.ts'
import type { Content } from '../src/detections/content.ts'
import { type HuntResult, hunt } from '../src/detections/hunt.ts'
import { riskIndex } from '../src/detections/risk-index.ts'
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts'
import { listInputs } from '../src/ingest/input-files.ts'
import type { Environment } from '../src/search/environment.ts'
import type { EventSource } from '../src/search/event-source.ts'
import { fileSource } from '../src/search/file-source.ts'
import { memorySource } from '../src/search/memory-source.ts'
import type { OutlineStore } from '../src/search/outlined-search.ts'
import { prepareSearch } from '../src/search/prepare-search.ts'
import { batchOfObjects } from '../src/search/rows-in.ts'
import { completeSearch } from '../src/search/run-search.ts'
import { withIndex } from '../src/search/with-index.ts'
import type { Value } from '../src/values/value.ts'

const packaged = (path: string) => resolve(import.meta.dirname, '..', path)

export const attack = readAttack(
  readFileSync(packaged('data/attack/enterprise-attack-18.1.json'), 'utf8'),
)

export interface Hunted extends HuntResult {
  /** Runs a search over the same events and the risk that the hunt found. */
  search(
    spl: string,
    times: { readonly now: number; readonly earliest?: string; readonly latest?: string },
  ): Promise<{ rows: readonly Record<string, Value>[]; diagnostics: readonly Diagnostic[] }>
}

/** @param events files and folders, or rows */
export async function runHunt(
  content: Content,
  events: readonly string[] | readonly Readonly<Record<string, unknown>>[],
  now = 1_800_000_000,
  outlines?: OutlineStore,
): Promise<Hunted> {
  const environment = environmentOf(content)
  const source = await sourceOf(events, environment, now)
  const signal = new AbortController().signal
  const result = await hunt(content.detections, {
    environment,
    options: { now, timeZone: 'UTC' },
    source,
    signal,
    report: () => {},
    content: () => {},
    attack,
    ...(outlines && { outlines }),
  })
  return {
    ...result,
    async search(spl, times) {
      const risk: Batch = batchOfRows([...result.risk()])
      const options = { ...times, timeZone: 'UTC' }
      const prepared = prepareSearch(spl, environment, options)
      const diagnostics = [...prepared.diagnostics]
      const rows = prepared.refused
        ? []
        : await completeSearch(prepared, {
            environment,
            options,
            source: withIndex(source, { name: riskIndex, events: risk }, environment),
            signal,
            report: (diagnostic) => diagnostics.push(diagnostic),
          })
      return { rows: rows.flatMap(rowsOf), diagnostics }
    },
  }
}

async function sourceOf(
  events: Parameters<typeof runHunt>[1],
  environment: Environment,
  now: number,
): Promise<EventSource> {
  const paths = events.filter((each) => typeof each === 'string')
  if (paths.length === 0) {
    const rows = events.filter((each) => typeof each !== 'string')
    return memorySource([batchOfObjects(rows)], environment)
  }
  const { files } = await listInputs(paths)
  const listener = { problem: () => {}, progress: () => {} }
  return fileSource({
    files,
    reading: readingOf({ timeZone: 'UTC', now, overrides: {} }, environment),
    environment,
    listener,
  })
}
