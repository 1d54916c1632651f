import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { JobInputs, JobRequest, JobStatus, TestDataAnswer } from './api-types.ts'
import type { CatalogueSource } from './catalogue-source.ts'
import { exportFormats } from './export-findings.ts'
import type { HuntTask, JobTask } from './job-protocol.ts'
import type { JobStore } from './job-store.ts'
import type { UploadStore } from './upload-store.ts'

interface JobRoutesOptions {
  readonly version: string
  readonly source: CatalogueSource
  readonly uploads: UploadStore
  readonly jobs: JobStore
  readonly examples: readonly string[]
  readonly knowledge: readonly string[]
  /** Folders with attack data. */
  readonly data: readonly string[]
  /** The folder in which verdicts are kept. */
  readonly state: string
}

const inputs = {
  type: 'object',
  required: ['kind'],
  additionalProperties: false,
  properties: {
    kind: { enum: ['examples', 'upload', 'tests'] },
    id: { type: 'string', maxLength: 100 },
    slug: { type: 'string', maxLength: 300 },
  },
}

const text = (maxLength: number) => ({ type: 'string', maxLength })

const jobBody = {
  type: 'object',
  required: ['kind'],
  additionalProperties: false,
  properties: {
    kind: { enum: ['hunt', 'search', 'test'] },
    inputs,
    detections: { type: 'array', maxItems: 10_000, items: text(300) },
    spl: text(100_000),
    earliest: text(100),
    latest: text(100),
    now: text(100),
    hunt: text(100),
  },
}

type ById = { Params: { id: string } }

/** Files that are sent, and hunts and searches over them. */
export function jobRoutes(server: FastifyInstance, options: JobRoutesOptions): void {
  const { uploads, jobs } = options
  server.post('/api/uploads', async (request, reply) => {
    const upload = await uploads.add(filesOf(request))
    return reply.code(201).send(upload)
  })
  server.delete<ById>('/api/uploads/:id', async (request, reply) => {
    await uploads.remove(request.params.id)
    return reply.code(204).send()
  })
  server.post<{ Body: JobRequest }>(
    '/api/jobs',
    { schema: { body: jobBody } },
    async (request, reply) => {
      const task = await taskOf(request.body, options)
      if ('error' in task) return reply.code(400).send(task)
      return reply.code(201).send(jobs.start(task))
    },
  )
  server.get<ById>('/api/jobs/:id', async (request, reply) => {
    const status = jobs.status(request.params.id)
    return status ?? reply.code(404).send({ error: 'there is no such job' })
  })
  server.get<ById>('/api/jobs/:id/result', async (request, reply) => {
    const status = jobs.status(request.params.id)
    if (!status) return reply.code(404).send({ error: 'there is no such job' })
    const result = jobs.result(request.params.id)
    if (result === undefined) return reply.code(409).send({ error: `the job is ${status.state}` })
    return reply.type('application/json; charset=utf-8').send(result)
  })
  server.get<{ Params: { id: string; format: string } }>(
    '/api/jobs/:id/export/:format',
    async (request, reply) => {
      const { id, format } = request.params
      const status = jobs.status(id)
      const write = exportFormats[format]
      if (status?.kind !== 'hunt' || !write) {
        return reply.code(404).send({ error: 'there is no such hunt or format' })
      }
      const result = jobs.result(id)
      if (result === undefined) return reply.code(409).send({ error: `the job is ${status.state}` })
      const { type, extension, text } = await write(JSON.parse(result), options)
      return reply
        .type(type)
        .header('content-disposition', `attachment; filename="findings.${extension}"`)
        .send(text)
    },
  )
  server.get<ById>('/api/jobs/:id/events', async (request, reply) =>
    sendEvents(jobs, request.params.id, request, reply),
  )
  server.delete<ById>('/api/jobs/:id', async (request, reply) => {
    await jobs.remove(request.params.id)
    return reply.code(204).send()
  })
}

async function* filesOf(request: FastifyRequest) {
  for await (const part of request.files()) yield { name: part.filename, content: part.file }
}

/** What the thread is to do; only files that were sent, come with Whippet or are those of tests are ever read. */
async function taskOf(
  request: JobRequest,
  options: JobRoutesOptions,
): Promise<JobTask | { readonly error: string }> {
  const { source, jobs, knowledge, data, state } = options
  const content = source.folders
  if (request.kind === 'test') {
    return { kind: 'test', content, knowledge, data, state, detections: request.detections ?? [] }
  }
  const read = await inputsOf(request.inputs, options)
  if ('error' in read) return read
  const shared = { ...read, content, knowledge }
  if (request.kind === 'hunt') {
    return { kind: 'hunt', ...shared, detections: request.detections ?? [] }
  }
  const { spl, earliest, latest, now, hunt } = request
  if (typeof spl !== 'string' || spl.trim() === '') return { error: 'there is no search' }
  const risk = hunt === undefined ? undefined : jobs.folderOf(hunt)
  if (hunt !== undefined && risk === undefined) return { error: 'there is no such hunt' }
  return {
    kind: 'search',
    ...shared,
    spl,
    ...(risk !== undefined && { risk }),
    ...(earliest !== undefined && { earliest }),
    ...(latest !== undefined && { latest }),
    ...(now !== undefined && { now }),
  }
}

async function inputsOf(
  inputs: JobInputs | undefined,
  { source, uploads, examples }: JobRoutesOptions,
): Promise<Pick<HuntTask, 'paths' | 'overrides'> | { readonly error: string }> {
  switch (inputs?.kind) {
    case undefined:
      return { error: 'it is not said what to read' }
    case 'examples':
      return { paths: examples }
    case 'upload': {
      const folder = uploads.folderOf(inputs.id)
      return folder === undefined ? { error: 'there is no such upload' } : { paths: [folder] }
    }
    case 'tests': {
      const json = await source.answer({ kind: 'test-data', slug: inputs.slug })
      if (json === undefined) return { error: 'there is no such detection' }
      const { paths, absent, overrides } = JSON.parse(json) as TestDataAnswer
      if (paths.length > 0) return { paths, overrides }
      return { error: absent.join('; ') || 'it has no test' }
    }
  }
}

function sendEvents(
  jobs: JobStore,
  id: string,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (!jobs.status(id)) return reply.code(404).send({ error: 'there is no such job' })
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  })
  const send = (status: JobStatus) => {
    raw.write(`data: ${JSON.stringify(status)}\n\n`)
    if (status.state !== 'running') raw.end()
  }
  const stop = jobs.watch(id, send)
  request.raw.on('close', stop)
  return reply
}
