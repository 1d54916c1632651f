import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { type Batch, concatBatches } from '../contract/batch.ts'
import type { Value } from '../values/value.ts'
import { type PackedRows, packRows, unpackRows } from './packed-rows.ts'

/** Someone who holds rows in memory and can put them into a file. */
export interface RowHolder {
  /** Of the rows in memory, by estimate. */
  readonly bytes: number
  /** Puts them all into the file. */
  spill(): void
}

/** Where rows stand in the file. */
export interface SpilledRows {
  readonly offset: number
  readonly size: number
}

/** What all searches of a run may hold in memory together, and the file for what is beyond that. */
export interface SpillSpace {
  /** Called by one who holds more than before; whoever holds most spills while all hold too much. */
  grew(holder: RowHolder, bytes: number): void
  /** Called by one who holds no rows in memory any more. */
  freed(holder: RowHolder, bytes: number): void
  /** @throws where the file cannot be written */
  write(rows: Batch): SpilledRows
  /** @param shared texts that were read before, which are used again; others are added */
  read(place: SpilledRows, shared?: Map<string, string>): Batch
  /** Nothing will be read any more, and what is written fails. */
  close(): void
}

const mostBytesHeld = 32 << 20

/**
 * The file is made when something is first written, in the folder for temporary files. It is readable for its owner alone and loses its
 * name at once where the system allows that, so that nothing of the logs is left there, however the program ends.
 * @param mostBytes held in memory by all together
 */
export function spillSpace(mostBytes = mostBytesHeld): SpillSpace {
  const path = join(tmpdir(), `whippet-${randomUUID()}`)
  const holders = new Set<RowHolder>()
  let held = 0
  let file: number | undefined
  let end = 0
  let isClosed = false

  const opened = (): number => {
    if (isClosed) throw new Error('the run has ended')
    file ??= openPrivate(path)
    return file
  }
  return {
    grew(holder, bytes) {
      holders.add(holder)
      held += bytes
      while (held > mostBytes) {
        const largest = [...holders].reduce((most, each) => (each.bytes > most.bytes ? each : most))
        if (largest.bytes === 0) return
        largest.spill()
      }
    },
    freed(holder, bytes) {
      holders.delete(holder)
      held -= bytes
    },
    write(rows) {
      const data = serialize(packRows([{ task: 0, rows }]))
      const place = { offset: end, size: data.length }
      try {
        for (let done = 0; done < data.length; ) {
          done += writeSync(opened(), data, done, data.length - done, end + done)
        }
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        throw new Error(`rows that do not fit into memory cannot be put into ${path}: ${reason}`)
      }
      end += data.length
      return place
    },
    read({ offset, size }, shared) {
      const data = Buffer.allocUnsafe(size)
      for (let done = 0; done < size; ) {
        const count = readSync(opened(), data, done, size - done, offset + done)
        if (count === 0) throw new Error(`${path} ends too early`)
        done += count
      }
      const packed = deserialize(data) as PackedRows
      const values = shared
        ? packed.values.map((value) => sharedValue(value, shared))
        : packed.values
      return concatBatches(unpackRows({ ...packed, values }).map(({ rows }) => rows))
    },
    close() {
      isClosed = true
      if (file === undefined) return
      closeSync(file)
      rmSync(path, { force: true })
      file = undefined
    },
  }
}

function sharedValue(value: Value, shared: Map<string, string>): Value {
  if (typeof value !== 'string') return value
  const known = shared.get(value)
  if (known !== undefined) return known
  shared.set(value, value)
  return value
}

function openPrivate(path: string): number {
  const file = openSync(path, 'wx+', 0o600)
  try {
    rmSync(path)
  } catch {
    // Some systems do not let go of the name of an open file: it goes when the file is closed.
  }
  return file
}
