import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Engine, openEngine, type SearchResult } from '../src/index.ts'

/** `test/add-ons/*.yml`: events of one sourcetype, and the fields and rows of data models that they must have. */
interface Golden {
  readonly sourcetype: string
  readonly source?: string
  /** What a file of the events of a sourcetype is taken for, when that is another one; `null` where lines alone do not tell. */
  readonly recognized?: Readonly<Record<string, string | null>>
  readonly events: readonly GoldenEvent[]
  /** What reading whole files makes of them, whether their sourcetype is named or not. */
  readonly files?: readonly GoldenFile[]
}

interface GoldenFile {
  readonly about: string
  readonly text: string
  readonly name?: string
  /** The sourcetype that is named, when it is not that of the examples. */
  readonly named?: string
  /** `false` where lines alone do not tell the sourcetype. */
  readonly recognized?: false
  /** All events in the order of time, of one time the last one first; `null` for a field that one must lack, other fields are left aside. */
  readonly events: readonly Readonly<Record<string, unknown>>[]
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
let files: string
beforeAll(async () => {
  engine = await openEngine({ now: new Date('2026-02-01T00:00:00Z') })
  files = mkdtempSync(join(tmpdir(), 'add-ons-'))
})
afterAll(async () => {
  await engine.close()
  rmSync(files, { recursive: true })
})

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
        sourcetype: sourcetypeOf(golden, event),
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

  const reads = (golden.files ?? []).flatMap((one) => {
    const named = one.named ?? golden.sourcetype
    const unnamed = [`${one.about}, recognized`, one, undefined] as const
    return [
      ...(one.recognized === false ? [] : [unnamed]),
      [`${one.about}, named ${named}`, one, named] as const,
    ]
  })
  if (reads.length > 0) {
    it.each(reads)('a file: %s', async (_, { name, text, events }, sourcetype) => {
      const path = join(files, name ?? 'example')
      writeFileSync(path, text)
      const { rows, diagnostics } = await engine.search('search index=* | sort 0 _time', {
        inputs: [path],
        ...(sourcetype !== undefined && { sourcetype }),
      })
      expect(diagnostics.map(({ message }) => message)).toEqual([])
      const found = rows.map((row, at) =>
        Object.fromEntries(Object.keys(events[at] ?? row).map((key) => [key, row[key] ?? null])),
      )
      expect(found).toEqual(events)
    })
  }

  const sourcetypes = [
    ...new Set(golden.events.map((event) => sourcetypeOf(golden, event))),
  ].filter((sourcetype) => golden.recognized?.[sourcetype] !== null)
  it.each(sourcetypes)('a file of %s is recognized by its lines', async (sourcetype) => {
    const own = golden.events.filter((event) => sourcetypeOf(golden, event) === sourcetype)
    const path = join(files, 'example')
    writeFileSync(path, own.map(({ raw }) => `${raw}\n`).join(''))
    const { rows } = await engine.search('search index=* | stats count by sourcetype', {
      inputs: [path],
    })
    expect(rows.map((row) => row['sourcetype'])).toEqual([
      golden.recognized?.[sourcetype] ?? sourcetype,
    ])
  })
})

const sourcetypeOf = (golden: Golden, event: GoldenEvent): string =>
  event.sourcetype ?? golden.sourcetype
