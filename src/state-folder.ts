import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import { csvLines } from './cli/csv.ts'
import { parseCsv } from './commands/shared-csv.ts'
import type { RiskIndexEvent } from './detections/risk-index.ts'
import type { LookupRows, LookupStore } from './knowledge/lookup-store.ts'
import { readVerdicts, type Verdicts } from './testing/verdict.ts'

/**
 * What is kept from one run to the next, in a folder: lookups that `outputlookup` and baselines wrote, in `lookups/`, the risk that the last
 * hunt found, in `risk.jsonl`, and the verdicts of tests, in `verdicts.json`. Nothing is made before something is written. Files are
 * replaced whole: who reads sees the old one or the new one.
 */
export interface StateFolder extends LookupStore {
  readonly path: string
  /** The risk of the last hunt; `undefined` when none was kept. @throws when it cannot be read */
  risk(): readonly RiskIndexEvent[] | undefined
  saveRisk(events: Iterable<RiskIndexEvent>): void
  /** What tests said when they last ran; none when nothing was kept. @throws when it cannot be read */
  verdicts(): Verdicts
  /** Those of other detections stay. @throws when these cannot be read, and for a folder that cannot be written to */
  saveVerdicts(verdicts: Verdicts): void
}

/** Where things are kept when nobody says otherwise. */
export const defaultState = '.whippet'

const suffix = '.csv'

export function stateFolder(path: string): StateFolder {
  const lookups = join(path, 'lookups')
  const riskFile = join(path, 'risk.jsonl')
  const verdictFile = join(path, 'verdicts.json')
  const verdicts = (): Verdicts => {
    const text = textOf(verdictFile)
    if (text === undefined) return {}
    try {
      return readVerdicts(text)
    } catch (error) {
      const reason = error instanceof Error ? error.message : error
      throw new Error(`${verdictFile} is damaged (${reason}); remove it to begin anew`)
    }
  }
  return {
    path,
    names: () =>
      (filesIn(lookups) ?? [])
        .filter((file) => file.endsWith(suffix))
        .flatMap((file) => nameOf(file.slice(0, -suffix.length)))
        .sort(),
    load: (name) => rowsIn(readFileSync(join(lookups, fileName(name)), 'utf8')),
    save(name, { fields, rows }) {
      mkdirSync(lookups, { recursive: true })
      replaceFile(join(lookups, fileName(name)), csvLines(fields, rows))
    },
    risk() {
      const text = textOf(riskFile)
      if (text === undefined) return undefined
      return text
        .split('\n')
        .flatMap((line, index) => (line === '' ? [] : [eventOf(line, `${riskFile}:${index + 1}`)]))
    },
    saveRisk(events) {
      mkdirSync(path, { recursive: true })
      replaceFile(riskFile, jsonLines(events))
    },
    verdicts,
    saveVerdicts(added) {
      const all = { ...verdicts(), ...added }
      mkdirSync(path, { recursive: true })
      replaceFile(verdictFile, [`${JSON.stringify(all)}\n`])
    },
  }
}

/** Files that were not written here may have names that stand for none. */
function nameOf(file: string): readonly string[] {
  try {
    return [decodeURIComponent(file)]
  } catch {
    return []
  }
}

const fileName = (name: string): string => `${encodeURIComponent(name)}${suffix}`

function eventOf(line: string, place: string): RiskIndexEvent {
  try {
    return JSON.parse(line) as RiskIndexEvent
  } catch (error) {
    throw new Error(`${place}: ${error instanceof Error ? error.message : error}`)
  }
}

function* jsonLines(events: Iterable<RiskIndexEvent>): Generator<string> {
  for (const event of events) yield `${JSON.stringify(event)}\n`
}

function rowsIn(text: string): LookupRows {
  const [fields = [], ...lines] = parseCsv(text)
  const rows = lines.map((cells) =>
    Object.fromEntries(fields.map((field, index) => [field, cells[index] ?? ''])),
  )
  return { fields, rows }
}

/** `undefined` for what is not there. */
function ifThere<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

const filesIn = (folder: string) => ifThere(() => readdirSync(folder))
const textOf = (path: string) => ifThere(() => readFileSync(path, 'utf8'))

/** Writes beside the file, and puts it in its place when it is whole. */
function replaceFile(path: string, pieces: Iterable<string>): void {
  const draft = `${path}.${process.pid}-${threadId}.tmp`
  const file = openSync(draft, 'w')
  try {
    for (const piece of pieces) writeSync(file, piece)
    fsyncSync(file)
  } catch (error) {
    closeSync(file)
    rmSync(draft, { force: true })
    throw error
  }
  closeSync(file)
  renameSync(draft, path)
}
