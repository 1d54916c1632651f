import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { InputProblem } from '../src/contract/format.ts'
import { type EvtxElement, evtx, recordTree } from '../src/formats/evtx/evtx.ts'
import { sharedFolder } from './shared-material.ts'

/** Leaves of an event: `Event/System/Provider@Name` → its text. */
type Leaves = Map<string, string>

/** Stands before the digits of a JSON number, which are kept as text. */
const numberMark = '#'

const oracle = sharedFolder('data/sigma-regression')
const samples = sharedFolder('data/evtx-attack-samples')

function logsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.evtx'))
    .sort()
    .map((name) => join(folder, name))
}

function read(path: string): { trees: EvtxElement[]; problems: InputProblem[] } {
  const trees: EvtxElement[] = []
  const problems: InputProblem[] = []
  const parser = evtx.open({
    event: (event) => event.kind === 'windows' && trees.push(recordTree(event) as EvtxElement),
    problem: (problem) => problems.push(problem),
  })
  parser.push(readFileSync(path))
  parser.end()
  return { trees, problems }
}

/** Reads objects that follow each other, pretty-printed or one per line; numbers keep their digits as text. */
function readObjects(json: string): unknown[] {
  const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
  const quoted = json.replace(tokens, (token) =>
    token.startsWith('"') ? token : `"${numberMark}${token}"`,
  )
  return JSON.parse(`[${quoted.replace(/^\}\s*\{/gm, '},{')}]`)
}

/** Paths of evtx_dump's JSON: attributes stand in `#attributes`, text beside attributes in `#text`. */
function leavesOfJson(value: unknown, path: string, into: Leaves): Leaves {
  if (value !== null && typeof value === 'object') {
    for (const [key, member] of Object.entries(value)) {
      if (key === '#attributes') {
        for (const [name, text] of Object.entries(member as object))
          into.set(`${path}@${name}`, String(text))
      } else leavesOfJson(member, key === '#text' ? path : `${path}/${key}`, into)
    }
  } else into.set(path, value === null ? '' : String(value))
  return into
}

/** The same paths from our tree: evtx_dump names `<Data>` by its Name, and numbers repeated names. */
function leavesOfTree(element: EvtxElement, path: string, into: Leaves): Leaves {
  const isNamed = element.name === 'Data' && path.endsWith('/EventData')
  const name = isNamed ? element.attributes.find((one) => one.name === 'Name')?.value : undefined
  const place = freePath(`${path}/${name ?? element.name}`, into)
  for (const attribute of element.attributes) {
    if (name === undefined) into.set(`${place}@${attribute.name}`, attribute.value)
  }
  const text = element.children.filter((child) => typeof child === 'string').join('')
  const elements = element.children.filter((child) => typeof child !== 'string')
  for (const child of elements) leavesOfTree(child, place, into)
  if (elements.length === 0 && (text !== '' || element.attributes.length === 0 || isNamed))
    into.set(place, text)
  return into
}

function freePath(path: string, into: Leaves): string {
  let free = path
  for (let turn = 1; into.has(free); turn++) free = `${path}_${turn}`
  return free
}

type Notation = keyof typeof noNotations
const noNotations = { none: 0, number: 0, empty: 0, guid: 0, time: 0, blanks: 0, different: 0 }

/** How two texts of one value differ; see docs/evtx.md for why each notation is not a difference of the value. */
function notationOf(ours: string, theirs: string): Notation {
  if (ours === '' && theirs === '') return 'empty'
  if (ours === theirs) return 'none'
  if (theirs === numberMark + ours) return 'number'
  if (/^\{[0-9A-F-]{36}\}$/.test(ours) && ours.slice(1, -1) === theirs) return 'guid'
  const time = /^[\d-]+T[\d:]+\.\d{7}(?=Z$)/.exec(ours)?.[0]
  if (time !== undefined && [`${time.slice(0, -1)}Z`, `${time}00Z`].includes(theirs)) return 'time'
  if (ours.trimEnd() === theirs) return 'blanks'
  return 'different'
}

describe.skipIf(oracle === undefined)('EVTX against the JSON of another parser', () => {
  test('gives the same values', () => {
    const counts = { ...noNotations }
    const differences: string[] = []
    let records = 0
    for (const path of logsIn(oracle as string)) {
      const { trees, problems } = read(path)
      expect([path, problems]).toEqual([path, []])
      const objects = readObjects(readFileSync(path.replace(/\.evtx$/, '.json'), 'utf8'))
      expect([path, trees.length]).toEqual([path, objects.length])
      records += trees.length
      objects.forEach((object, index) => {
        const theirs = leavesOfJson(object, '', new Map())
        const ours = leavesOfTree(trees[index] as EvtxElement, '', new Map())
        for (const place of new Set([...theirs.keys(), ...ours.keys()])) {
          const notation = notationOf(ours.get(place) ?? '', theirs.get(place) ?? '')
          counts[notation]++
          if (notation === 'different')
            differences.push(`${path} ${place}: ${ours.get(place)} ≠ ${theirs.get(place)}`)
        }
      })
    }
    const total = Object.values(counts).reduce((sum, count) => sum + count)
    process.stderr.write(`${records} records, ${total} values: ${JSON.stringify(counts)}\n`)
    expect(total).toBeGreaterThan(2000)
    const allowed = Math.floor(total / 1000)
    expect(differences.length, differences.slice(0, 20).join('\n')).toBeLessThanOrEqual(allowed)
  })
})

describe.skipIf(samples === undefined)('EVTX samples', () => {
  test('have the records that their chunks tell of', () => {
    for (const path of logsIn(samples as string)) {
      const { trees, problems } = read(path)
      expect([path, problems]).toEqual([path, []])
      expect([path, trees.length]).toEqual([path, recordsToldOf(readFileSync(path))])
    }
  })
})

/** Sums up what the chunk headers say about the numbers of their first and last record. */
function recordsToldOf(file: Buffer): number {
  let count = 0
  for (let chunk = 4096; chunk + 512 <= file.length; chunk += 65536) {
    if (file.toString('latin1', chunk, chunk + 7) !== 'ElfChnk') continue
    const first = file.readBigUInt64LE(chunk + 8)
    const last = file.readBigUInt64LE(chunk + 16)
    if (first <= last && last !== 0xffffffffffffffffn) count += Number(last - first) + 1
  }
  return count
}
