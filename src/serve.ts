import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { catalogueThread } from './catalogue-thread.ts'
import type { ServeRequest } from './cli/services.ts'
import { UsageError } from './cli/usage-error.ts'
import { packaged, packageVersion, threadScript } from './package-files.ts'
import { defaultState } from './state-folder.ts'

/**
 * Serves the web app until the signal ends it.
 * @param ready is told the address when it can be opened
 * @throws UsageError when it cannot listen there, or may not, and when the content cannot be read
 */
export async function serve(
  request: ServeRequest,
  ready: (address: string) => void,
  warn: (line: string) => void,
): Promise<void> {
  const folders = request.content.length > 0 ? request.content : [packaged('content')]
  const app = packaged('dist/ui')
  // Without a folder for it, what tests say is forgotten with the server.
  const kept = request.state ?? (existsSync(defaultState) ? defaultState : undefined)
  const state = kept ?? mkdtempSync(join(tmpdir(), 'whippet-verdicts-'))
  // It reads while the server is loaded.
  const source = catalogueThread({ folders, data: request.data, state }, warn)
  let server: FastifyInstance | undefined
  try {
    const { createServer } = await import('./http/server.ts')
    server = await createServer({
      source,
      version: packageVersion(),
      host: request.host,
      token: request.token,
      maxUploadBytes: request.maxUploadBytes,
      temporary: tmpdir(),
      knowledge: request.knowledge,
      data: request.data,
      repository: request.repository,
      state,
      examples: [packaged('examples')],
      app: existsSync(app) ? app : undefined,
      jobScript: threadScript('job-worker'),
    })
    await server.listen({ host: request.host, port: request.port })
    const { port } = server.server.address() as AddressInfo
    const name = request.host.includes(':') ? `[${request.host}]` : request.host
    ready(`http://${name}:${port}/`)
    await Promise.race([endOf(request.signal), source.failed])
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  } finally {
    await Promise.all([server?.close(), source.close()])
    if (kept === undefined) rmSync(state, { recursive: true, force: true })
  }
}

/** Resolves when it is to end, whoever says so: files that were sent are removed before. */
const endOf = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => resolve()
    if (signal.aborted) end()
    signal.addEventListener('abort', end, { once: true })
    for (const name of ['SIGTERM', 'SIGHUP'] as const) process.once(name, end)
  })
