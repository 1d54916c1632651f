import { parentPort, workerData } from 'node:worker_threads'
import { type CatalogueFolders, catalogueAnswers } from './catalogue-answers.ts'
import type { CatalogueReply, CatalogueRequest } from './catalogue-thread.ts'

/** A thread that reads the content of the web app and answers questions about it; the server answers others meanwhile. */
const port = parentPort
if (port === null) throw new Error('this module runs as a worker thread')
const reply = (message: CatalogueReply) => port.postMessage(message)

const options = { now: Date.now() / 1000, timeZone: 'UTC' }
const warn = (line: string) => reply({ kind: 'warning', line })
const source = catalogueAnswers(workerData as CatalogueFolders, options, warn)

port.on('message', ({ id, question }: CatalogueRequest) => {
  source
    .answer(question)
    .then((json) => reply({ kind: 'answer', id, json }))
    .catch((error: unknown) =>
      reply({ kind: 'failed', id, error: error instanceof Error ? error.message : String(error) }),
    )
})
