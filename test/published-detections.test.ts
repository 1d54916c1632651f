import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { loadContent } from '../src/detections/load.ts'
import { readContentFiles } from '../src/detections/read-content.ts'
import { type Hunted, runHunt } from './run-hunt.ts'
import { sharedFolder } from './shared-material.ts'

/** Events of our own for which a published detection must speak up: what it reads must be there, under the names it reads. */
interface Published {
  /** Below `detections/`, without `.yml`. */
  readonly detection: string
  readonly events: readonly {
    readonly sourcetype: string
    readonly raw: string
    readonly source?: string
    readonly index?: string
    /** How often it happens, a second apart; `{n}` in the text counts. */
    readonly times?: number
  }[]
}

const content = sharedFolder('data/security_content')
const published = parse(
  readFileSync(join(import.meta.dirname, 'published-detections.yml'), 'utf8'),
) as readonly Published[]

const start = 1767225600

describe.skipIf(content === undefined)('published detections', () => {
  let hunted: Hunted
  beforeAll(async () => {
    const files = published.map(({ detection }) => `${content}/detections/${detection}.yml`)
    const folders = ['macros', 'lookups'].map((folder) => `${content}/${folder}`)
    const loaded = loadContent(readContentFiles([...folders, ...files], () => {}))
    const events = published.flatMap(({ events }, index) =>
      events.flatMap(({ raw, sourcetype, source, index: stored, times = 1 }) =>
        Array.from({ length: times }, (_, second) => ({
          _time: start + 600 * index + second,
          _raw: raw.replaceAll('{n}', String(second)),
          host: `h${index}`,
          index: stored ?? 'main',
          source: source ?? 'file.log',
          sourcetype,
        })),
      ),
    )
    hunted = await runHunt(loaded, events)
  }, 60_000)

  it.each(published.map(({ detection }) => detection))('%s', (detection) => {
    const text = readFileSync(`${content}/detections/${detection}.yml`, 'utf8')
    const { name } = parse(text) as { readonly name: string }
    const found = hunted.findings.find((finding) => finding.detection.name === name)
    expect(hunted.skipped.filter((skipped) => skipped.name === name)).toEqual([])
    expect(found?.rows.length ?? 0).toBeGreaterThan(0)
  })
})
