import { open, stat } from 'node:fs/promises'
import type { AttackData } from '../detections/detection.ts'
import { reasonOf } from '../ingest/input-files.ts'
import type { InputFile } from '../ingest/input-sink.ts'
import type { Overrides } from '../knowledge/event-fields.ts'
import type { DataFinder } from './attack-data.ts'
import type { DataCache } from './attack-data-cache.ts'

/** A file of attack data that is to be read, found or not. */
export interface DataFile {
  /** Equal for entries that are the same events. */
  readonly key: string
  readonly entry: AttackData
  /** What its events are said to be. */
  readonly overrides: Overrides
  /** Downloads the file where that is needed, once. */
  open(signal: AbortSignal): Promise<OpenedData>
}

export type OpenedData =
  | { readonly file: InputFile; readonly note?: string }
  | { readonly reason: string }

/** Where contentctl puts events whose entry names no index. */
const testIndex = 'contentctl_testing_index'

/** @param detection path of the file with the entry */
export function dataFileOf(
  entry: AttackData,
  detection: string,
  finder: DataFinder,
  cache: DataCache,
): DataFile {
  const { source, sourcetype, host, index, data } = entry
  const overrides: Overrides = {
    ...(source !== '' && { source }),
    ...(sourcetype !== '' && { sourcetype }),
    ...(host !== null && { host }),
    index: index ?? testIndex,
  }
  const place = finder.find(entry, detection)
  const where = place.kind === 'file' ? place.path : data.text
  let opened: Promise<OpenedData> | undefined
  const openOnce = async (signal: AbortSignal): Promise<OpenedData> => {
    if (place.kind === 'absent') return { reason: place.reason }
    if (place.kind === 'file') {
      const found = await inputFile(place.path)
      return 'file' in found && place.note !== undefined ? { ...found, note: place.note } : found
    }
    const cached = await cache.get(place.url, signal)
    if ('path' in cached) return inputFile(cached.path)
    return { reason: [place.lookedIn, cached.problem].filter(Boolean).join('; ') }
  }
  return {
    key: JSON.stringify([where, source, sourcetype, host, overrides.index]),
    entry,
    overrides,
    open(signal) {
      opened ??= openOnce(signal)
      return opened
    },
  }
}

const pointer = Buffer.from('version https://git-lfs.github.com/spec/')

async function inputFile(path: string): Promise<OpenedData> {
  try {
    const { size, mtimeMs } = await stat(path)
    if (size < 1024 && (await beginsWith(path, pointer))) {
      return {
        reason: `${path} is a pointer of Git LFS, not the file itself; git lfs pull gets it`,
      }
    }
    return { file: { path, size, modified: mtimeMs / 1000 } }
  } catch (error) {
    return { reason: `${path}: ${reasonOf(error)}` }
  }
}

async function beginsWith(path: string, bytes: Buffer): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(bytes.length), 0, bytes.length, 0)
    return buffer.equals(bytes)
  } finally {
    await file.close()
  }
}
