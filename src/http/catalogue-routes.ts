import type { FastifyInstance } from 'fastify'
import type { Info } from './api-types.ts'
import type { CatalogueSource } from './catalogue-source.ts'

interface CatalogueRoutesOptions {
  readonly source: CatalogueSource
  readonly version: string
  readonly maxUploadBytes: number
  readonly token: string | undefined
}

/** What is known of the content; nothing here runs a search. */
export function catalogueRoutes(
  server: FastifyInstance,
  { source, version, maxUploadBytes, token }: CatalogueRoutesOptions,
): void {
  server.get(
    '/api/info',
    async (): Promise<Info> => ({
      version,
      attackVersion: source.attack().version,
      content: source.folders,
      maxUploadBytes,
      needsToken: token !== undefined,
    }),
  )
  server.get('/api/catalogue', async () => source.catalogue())
  server.get('/api/analysis', async () => await source.analysis())
  server.get('/api/language', async () => source.language())
  server.get('/api/attack', async () => source.attack())
  server.get<{ Params: { slug: string } }>('/api/detections/:slug', async (request, reply) => {
    const detail = source.detail(request.params.slug)
    if (!detail) return reply.code(404).send({ error: 'there is no such detection' })
    return detail
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
    async (request) => source.explain(request.body.spl),
  )
}
