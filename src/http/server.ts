import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import multipart from '@fastify/multipart'
import serveStatic from '@fastify/static'
import fastify, { type FastifyInstance } from 'fastify'
import { apiDocument } from './api-document.ts'
import { catalogueRoutes } from './catalogue-routes.ts'
import type { CatalogueSource } from './catalogue-source.ts'
import { guardRequests, isLoopback } from './guard.ts'
import { jobRoutes } from './job-routes.ts'
import { openJobStore } from './job-store.ts'
import { openUploadStore } from './upload-store.ts'

export interface ServerOptions {
  readonly source: CatalogueSource
  readonly version: string
  /** Where it listens; other machines reach it only with a token. */
  readonly host: string
  readonly token: string | undefined
  readonly maxUploadBytes: number
  /** Where files that were sent are kept until they are removed. */
  readonly temporary: string
  readonly knowledge: readonly string[]
  /** Files and folders that come with Whippet to try it on. */
  readonly examples: readonly string[]
  /** The built web app; `undefined` where it was not built. */
  readonly app: string | undefined
  readonly jobScript: URL
  /** Address of the content's files on the web. */
  readonly repository: string | null
  /** Folders with attack data of tests. */
  readonly data: readonly string[]
  /** The folder in which verdicts are kept. */
  readonly state: string
}

/**
 * The server of the web app: JSON under `/api`, the app everywhere else. It makes no request of its own.
 * @throws when it would be open to other machines without a token
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { host, token, maxUploadBytes, app } = options
  if (!isLoopback(host) && !token) {
    throw new Error(`other machines can reach ${host}: a token has to be set for that`)
  }
  const server = fastify({ logger: false, bodyLimit: 1 << 20, forceCloseConnections: true })
  const root = await mkdtemp(join(options.temporary, 'whippet-'))
  await chmod(root, 0o700)
  const uploads = openUploadStore(maxUploadBytes, root)
  const jobs = openJobStore(options.jobScript, root)
  server.addHook('onClose', async () => {
    await jobs.close()
    await rm(root, { recursive: true, force: true })
  })
  guardRequests(server, { host, token })
  // One byte more than may come, so that the store sees it and says what the limit is.
  await server.register(multipart, { limits: { fileSize: maxUploadBytes + 1, files: 10_000 } })
  server.get('/api/openapi.json', async () => apiDocument(options.version))
  catalogueRoutes(server, options)
  jobRoutes(server, { ...options, uploads, jobs })
  if (app !== undefined) {
    await server.register(serveStatic, { root: app, wildcard: true, index: 'index.html' })
    // Addresses within the app are told apart there.
    server.setNotFoundHandler(async (request, reply) =>
      request.method === 'GET' && !request.url.startsWith('/api/')
        ? reply.sendFile('index.html')
        : reply.code(404).send({ error: 'there is nothing here' }),
    )
  }
  return server
}
