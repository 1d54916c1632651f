import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Engine, openEngine, type SearchResult } from '../src/index.ts'

/** `test/add-ons/*.yml`: events of one sourcetype, and the fields and rows of data models that they must have. */
interface Golden {
  readonly sourcetype: string
  readonly source?: string
  readonly events: readonly GoldenEvent[]
}

interface GoldenEvent {
  readonly about: string
  readonly raw: string
  readonly sourcetype?: string
  /** `null` for a field that the event must lack; other fields are left aside. */
  readonly fields?: Readonly<Record<string, unknown>>
  /** By `Model.Dataset`; `false` when the event must not be part of it. */
  readonly models?: Readonly<Record<string, Readonly<Record<string, unknown>> | false>>
}

type Row = SearchResult['rows'][number]

const folder = fileURLToPath(new URL('./add-ons/', import.meta.url))

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({})
})
afterAll(() => engine.close())

describe.each(readdirSync(folder).sort())('%s', (file) => {
  const golden = parse(readFileSync(`${folder}${file}`, 'utf8')) as Golden
  it.each(golden.events.map((event) => [event.about, event] as const))('%s', async (_, event) => {
    const found: Record<string, unknown> = {}
    const wanted: Record<string, unknown> = {}
    const compare = (place: string, row: Row | undefined, values: object) => {
      for (const [name, value] of Object.entries(values)) {
        found[`${place} ${name}`] = row?.[name] ?? null
        wanted[`${place} ${name}`] = value
      }
    }
    const rows = async (spl: string) => {
      const stored = {
        _time: 1767225600,
        _raw: event.raw,
        host: 'h1',
        index: 'main',
        source: golden.source ?? 'file.log',
        sourcetype: event.sourcetype ?? golden.sourcetype,
      }
      const { rows, diagnostics } = await engine.search(spl, { events: [stored] })
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
      return rows
    }
    compare('', (await rows('search index=*'))[0], event.fields ?? {})
    for (const [place, values] of Object.entries(event.models ?? {})) {
      const [model, dataset] = place.split('.')
      const all = await rows(`| datamodel ${model} ${dataset} search`)
      if (values === false) {
        expect(all, place).toEqual([])
        continue
      }
      const [row] = all.map((one) =>
        Object.fromEntries(
          Object.entries(one).map(([name, value]) => [name.replace(/^.*\./, ''), value]),
        ),
      )
      expect(row, place).toBeDefined()
      compare(place, row, values)
    }
    expect(found).toEqual(wanted)
  })
})
