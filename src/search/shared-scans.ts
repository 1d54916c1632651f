import type { EventSource, ScanTaker, ScanTask } from './event-source.ts'

/** Someone who waits for the events to be read. */
interface Reader {
  readonly tasks: readonly ScanTask[]
  readonly taker: ScanTaker
  readonly signal: AbortSignal
  resolve(): void
  reject(reason: unknown): void
}

/**
 * A source whose events are read once for all who ask for them at about the same time: those who ask before the program would wait for
 * anything else share a reading. Searches with subsearches, opened together, so cause a reading for each depth of nesting and not one
 * for each subsearch.
 * @param signal ends every reading
 */
export function sharedScans(source: EventSource, signal: AbortSignal): EventSource {
  let waiting: Reader[] = []
  let reading: Promise<void> = Promise.resolve()
  const readForAll = (): void => {
    const readers = waiting
    waiting = []
    reading = reading.then(() => readTogether(source, readers, signal))
  }
  return {
    inSearchOrder: source.inSearchOrder,
    expect: (search) => source.expect?.(search),
    scan: (tasks, taker, readerSignal) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(readForAll)
        waiting.push({ tasks, taker, signal: readerSignal, resolve, reject })
      }),
  }
}

/** What fails for one reader does not end the reading for the others. */
async function readTogether(
  source: EventSource,
  readers: readonly Reader[],
  signal: AbortSignal,
): Promise<void> {
  const places = readers.flatMap((reader) => reader.tasks.map((_, task) => ({ reader, task })))
  const failures = new Map<Reader, unknown>()
  const attempt = <T>(reader: Reader, act: () => T, otherwise: T): T => {
    if (failures.has(reader)) return otherwise
    try {
      reader.signal.throwIfAborted()
      return act()
    } catch (error) {
      failures.set(reader, error)
      return otherwise
    }
  }
  const taker: ScanTaker = {
    rows(place, rows, file) {
      const { reader, task } = places[place]!
      return attempt(reader, () => reader.taker.rows(task, rows, file), false)
    },
    failed(place, error) {
      const { reader, task } = places[place]!
      attempt(reader, () => reader.taker.failed(task, error), undefined)
    },
  }
  const tasks = readers.flatMap((reader) => reader.tasks)
  try {
    await source.scan(tasks, taker, signal)
  } catch (error) {
    for (const { reject } of readers) reject(error)
    return
  }
  for (const reader of readers) {
    if (failures.has(reader)) reader.reject(failures.get(reader))
    else reader.resolve()
  }
}
