import type { Detection } from './detections/detection.ts'
import type { TestDataAnswer } from './http/api-types.ts'
import type { Overrides } from './knowledge/event-fields.ts'
import { defaultCache } from './test-run.ts'
import { dataFinder } from './testing/attack-data.ts'
import { dataCache } from './testing/attack-data-cache.ts'
import { dataFileOf } from './testing/data-file.ts'

/**
 * The files of a detection's tests that are on this machine; nothing is downloaded.
 * @param folders where attack data lies
 */
export async function localTestData(
  detection: Detection,
  all: Iterable<Detection>,
  folders: readonly string[],
): Promise<TestDataAnswer> {
  const entriesOf = ({ tests }: Detection) => tests.flatMap(({ attackData }) => attackData)
  const finder = dataFinder(folders, [...all].flatMap(entriesOf))
  const cache = dataCache({ folder: defaultCache(), offline: true })
  const paths: string[] = []
  const absent: string[] = []
  const said = new Map<string, Overrides>()
  for (const entry of entriesOf(detection)) {
    const file = dataFileOf(entry, detection.path, finder, cache)
    const opened = await file.open(new AbortController().signal)
    if ('reason' in opened) absent.push(`${entry.data.text}: ${opened.reason}`)
    else {
      paths.push(opened.file.path)
      said.set(JSON.stringify(file.overrides), file.overrides)
    }
  }
  const [overrides = {}, ...others] = said.values()
  // Files of different sources are each taken for what they say of themselves.
  return { paths: [...new Set(paths)], absent, overrides: others.length === 0 ? overrides : {} }
}
