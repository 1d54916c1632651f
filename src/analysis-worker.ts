import { parentPort, workerData } from 'node:worker_threads'
import { environmentOf } from './app.ts'
import { catalogueWith } from './catalogue/catalogue.ts'
import { searchAnalysis } from './catalogue/detection-entry.ts'
import { loadContent } from './detections/load.ts'
import { readContentFiles } from './detections/read-content.ts'
import type { AnalysisAnswer } from './http/api-types.ts'
import { prepareSearch } from './search/prepare-search.ts'

/** A thread that compiles all searches of some content once, for the web app, and ends. */
const port = parentPort
if (port === null) throw new Error('this module runs as a worker thread')
const folders = workerData as readonly string[]
const content = loadContent(readContentFiles(folders, () => {}))
const environment = environmentOf(content)
const options = { now: Date.now() / 1000, timeZone: 'UTC' }
const { detections } = catalogueWith(content, folders, (detection, { slug }) => {
  const { diagnostics } = prepareSearch(detection.search.text, environment, options)
  return [
    slug,
    {
      ...searchAnalysis(detection, slug, { environment, options }),
      warnings: diagnostics.filter(({ severity }) => severity === 'warning').length,
    },
  ] as const
})
port.postMessage(Object.fromEntries(detections) satisfies AnalysisAnswer)
