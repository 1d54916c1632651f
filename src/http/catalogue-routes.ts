import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Info } from './api-types.ts'
import type { CatalogueSource } from './catalogue-source.ts'

interface CatalogueRoutesOptions {
  readonly source: CatalogueSource
  readonly version: string
  readonly maxUploadBytes: number
  readonly repository: string | null
  readonly token: string | undefined
}

/** What is known of the content; nothing here runs a search. */
export function catalogueRoutes(
  server: FastifyInstance,
  { source, version, maxUploadBytes, repository, token }: CatalogueRoutesOptions,
): void {
  server.get(
    '/api/info',
    async (): Promise<Info> => ({
      version,
      content: source.folders,
      repository,
      maxUploadBytes,
      needsToken: token !== undefined,
    }),
  )
  for (const kind of ['catalogue', 'analysis', 'language', 'attack', 'verdicts'] as const) {
    server.get(`/api/${kind}`, async (_request, reply) =>
      sendJson(reply, await source.answer({ kind })),
    )
  }
  server.get<{ Params: { slug: string } }>('/api/detections/:slug', async (request, reply) => {
    const { slug } = request.params
    const json = await source.answer({ kind: 'detection', slug })
    if (json === undefined) return reply.code(404).send({ error: 'there is no such detection' })
    return sendJson(reply, json)
  })
  server.post<{ Body: { spl: string } }>(
    '/api/explain',
    {
      schema: {
        body: {
          type: 'object',
          required: ['spl'],
          additionalProperties: false,
          properties: { spl: { type: 'string', maxLength: 100_000 } },
        },
      },
    },
    async (request, reply) =>
      sendJson(reply, await source.answer({ kind: 'explain', spl: request.body.spl })),
  )
}

const sendJson = (reply: FastifyReply, json: string | undefined): FastifyReply =>
  reply.type('application/json; charset=utf-8').send(json)
