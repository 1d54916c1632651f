import { parentPort, workerData } from 'node:worker_threads'
import { readingOf, workerEnvironment } from './app.ts'
import type { WorkerSetup } from './search/worker-protocol.ts'
import { serveScans } from './search/worker-scan.ts'

const setup = workerData as WorkerSetup
if (parentPort === null) throw new Error('this module runs as a worker thread')
const environment = workerEnvironment(setup.knowledge)
serveScans(parentPort, setup, environment, readingOf(setup, environment))
