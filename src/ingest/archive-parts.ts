import { closeSync, openSync, readSync } from 'node:fs'
import * as yauzl from 'yauzl'
import { contentKind } from './content-kind.ts'
import { mostExpanded } from './expansion.ts'
import { type ArchivePart, defaultInputLimits, type InputFile } from './input-sink.ts'
import { isFolder, zipSettings } from './zip-archive.ts'

interface Run {
  readonly first: number
  readonly before: number
  /** Bytes on disk and, as the archive tells, expanded. */
  packed: number
  expanded: number
}

/**
 * Parts of a large archive, with their bytes on disk and expanded; none where it is read as a whole: its directory is damaged, or tells of more than
 * archives may expand to, which is counted over all entries.
 */
export async function archiveParts(
  { path, size }: InputFile,
  partBytes: number,
): Promise<readonly { part: ArchivePart; packed: number; expanded: number }[]> {
  let runs: readonly Run[] = []
  try {
    if (isArchive(path)) runs = await runsOf(path, partBytes)
  } catch {
    return []
  }
  const last = runs.at(-1)
  if (
    !last ||
    runs.length === 1 ||
    last.before + last.expanded > mostExpanded(size, defaultInputLimits)
  )
    return []
  return runs.map(({ first, before, packed, expanded }, index) => ({
    part: { kind: 'entries', first, before, seams: runs.slice(index + 1) },
    packed,
    expanded,
  }))
}

/** A file is what it begins with, whatever stands at its end. */
function isArchive(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(4)
    readSync(file, head, 0, 4, 0)
    return contentKind(head).kind === 'zip'
  } finally {
    closeSync(file)
  }
}

async function runsOf(path: string, partBytes: number): Promise<readonly Run[]> {
  const zip = await yauzl.openPromise(path, zipSettings)
  try {
    const runs: Run[] = []
    let first = 0
    let before = 0
    for await (const entry of zip.eachEntry()) {
      if (isFolder(entry)) continue
      let run = runs.at(-1)
      if (!run || run.expanded >= partBytes) {
        run = { first, before, packed: 0, expanded: 0 }
        runs.push(run)
      }
      run.packed += entry.compressedSize
      run.expanded += entry.uncompressedSize
      before += entry.uncompressedSize
      first++
    }
    return runs
  } finally {
    zip.close()
  }
}
