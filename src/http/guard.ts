import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ErrorAnswer } from './api-types.ts'
import { TooManyJobs } from './job-store.ts'
import { UploadTooLarge } from './upload-store.ts'

const loopback = new Set(['127.0.0.1', '::1', 'localhost', '[::1]'])

export const isLoopback = (host: string): boolean => loopback.has(host.toLowerCase())

/** Nothing is loaded from elsewhere, nothing runs that is not ours, no other page may frame or read us. */
const headers: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
}

/**
 * Who may ask. A page of another site in the same browser can send requests to this machine: on loopback the name that was asked for must be one of
 * loopback (DNS rebinding), and a request that changes something must come from our own pages.
 */
export function guardRequests(
  server: FastifyInstance,
  { host, token }: { readonly host: string; readonly token: string | undefined },
): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    const refusal = refusalOf(request, host, token)
    if (refusal) return reply.code(refusal.code).send({ error: refusal.error })
    return undefined
  })
  server.setErrorHandler(async (error: unknown, _request, reply) => {
    const { code, message } = answerTo(error)
    return reply.code(code).send({ error: message } satisfies ErrorAnswer)
  })
}

interface Refusal {
  readonly code: number
  readonly error: string
}

function refusalOf(
  request: FastifyRequest,
  host: string,
  token: string | undefined,
): Refusal | undefined {
  if (isLoopback(host) && !isLoopback(nameOf(request.headers.host ?? ''))) {
    return { code: 403, error: 'ask for this server as localhost' }
  }
  const { origin } = request.headers
  const changes = request.method !== 'GET' && request.method !== 'HEAD'
  if (changes && origin !== undefined && nameAndPort(origin) !== request.headers.host) {
    return { code: 403, error: 'this page may not ask for that' }
  }
  if (token !== undefined && request.url.startsWith('/api/') && !hasToken(request, token)) {
    return { code: 401, error: 'a token is needed: it was printed when the server began' }
  }
  return undefined
}

/** `localhost:8080` and `[::1]:8080` without the port. */
const nameOf = (host: string): string => host.replace(/:\d+$/, '')

function nameAndPort(origin: string): string {
  try {
    return new URL(origin).host
  } catch {
    return ''
  }
}

function hasToken(request: FastifyRequest, token: string): boolean {
  const given =
    /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? queryToken(request)
  const left = Buffer.from(given)
  const right = Buffer.from(token)
  return left.length === right.length && timingSafeEqual(left, right)
}

/** Server-sent events cannot carry a header. */
function queryToken({ query }: FastifyRequest): string {
  const token = (query as Readonly<Record<string, unknown>>)['token']
  return typeof token === 'string' ? token : ''
}

/** Messages of our own errors are for people; of others only the kind is told. */
function answerTo(error: unknown): { readonly code: number; readonly message: string } {
  if (error instanceof UploadTooLarge) return { code: 413, message: error.message }
  if (error instanceof TooManyJobs) return { code: 429, message: error.message }
  const { statusCode, message } = error as { statusCode?: number; message?: string }
  if (statusCode !== undefined && statusCode < 500) {
    return { code: statusCode, message: message ?? 'wrong request' }
  }
  return { code: 500, message: 'the server failed to answer' }
}
