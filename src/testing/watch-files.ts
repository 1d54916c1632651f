import { type FSWatcher, statSync, watch } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Editors write a file in several steps: what changes within this time is one change. Milliseconds. */
const settleTime = 60

/**
 * What changes in files and below folders, in lists of absolute paths, until the signal ends it. Folders are watched, since many editors
 * put a new file in the place of the old one.
 */
export async function* watchFiles(
  paths: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<readonly string[]> {
  const changed = new Set<string>()
  let wake = (): void => {}
  const wanted = new Set<string>()
  const watchers: FSWatcher[] = []
  const folders = new Map<string, boolean>()
  for (const path of paths.map((each) => resolve(each))) {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
    const folder = isFolder ? path : dirname(path)
    if (!isFolder) wanted.add(path)
    folders.set(folder, folders.get(folder) === true || isFolder)
  }
  let timer: NodeJS.Timeout | undefined
  const notice = (path: string): void => {
    changed.add(path)
    clearTimeout(timer)
    timer = setTimeout(() => wake(), settleTime)
  }
  for (const [folder, whole] of folders) {
    const watcher = watch(folder, { recursive: whole }, (_, name) => {
      if (name === null) return
      const path = join(folder, name)
      if (whole || wanted.has(path)) notice(path)
    })
    // A folder that is taken away tells nothing any more.
    watcher.on('error', () => {})
    watchers.push(watcher)
  }
  const stop = () => wake()
  signal.addEventListener('abort', stop)
  try {
    while (!signal.aborted) {
      await new Promise<void>((done) => {
        wake = done
        if (signal.aborted) done()
      })
      if (changed.size === 0) continue
      const list = [...changed].sort()
      changed.clear()
      yield list
    }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    for (const watcher of watchers) watcher.close()
  }
}
