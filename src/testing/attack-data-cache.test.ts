import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { dataCache } from './attack-data-cache.ts'

const top = mkdtempSync(join(tmpdir(), 'whippet-cache-'))
afterAll(() => rmSync(top, { recursive: true, force: true }))

type Answer = (signal: AbortSignal) => Response
let folders = 0

function cacheOver(answers: Readonly<Record<string, Answer>>, folder = join(top, `${folders++}`)) {
  const asked: string[] = []
  const request = async (input: unknown, init?: RequestInit): Promise<Response> => {
    asked.push(String(input))
    init?.signal?.throwIfAborted()
    const answer = answers[String(input)]
    if (!answer)
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }),
      })
    return answer(init?.signal as AbortSignal)
  }
  const open = (options: { offline?: boolean; maxBytes?: number; stallSeconds?: number } = {}) =>
    dataCache({ folder, offline: false, request, ...options })
  return { open, asked, folder }
}

const signal = new AbortController().signal
const url = new URL('https://data.example/media/a.log')
const at = (answer: Answer) => ({ [url.href]: answer })
const redirect =
  (to: string): Answer =>
  () =>
    new Response(null, { status: 302, headers: { location: to } })

const problemOf = (answers: Readonly<Record<string, Answer>>, options = {}, from = url) =>
  cacheOver(answers)
    .open(options)
    .get(from, signal)
    .then((found) => ('problem' in found ? found.problem : readFileSync(found.path, 'utf8')))

it('downloads once, and uses what it has', async () => {
  const { open, asked } = cacheOver(at(() => new Response('events')))
  const first = await open().get(url, signal)
  const again = await open({ offline: true }).get(url, signal)
  expect([first, asked]).toEqual([again, [url.href]])
  expect('path' in again && readFileSync(again.path, 'utf8')).toBe('events')
})

it('downloads again what is not as it was downloaded', async () => {
  const { open, asked } = cacheOver(at(() => new Response('events')))
  const found = await open().get(url, signal)
  if (!('path' in found)) throw new Error(found.problem)
  writeFileSync(found.path, 'EVENTS')
  expect(await open({ offline: true }).get(url, signal)).toEqual({
    problem: 'it is not downloaded with --offline',
  })
  await open().get(url, signal)
  expect([readFileSync(found.path, 'utf8'), asked.length]).toEqual(['events', 2])
})

it('asks once for what is asked for twice', async () => {
  const { open, asked } = cacheOver(at(() => new Response('events')))
  const cache = open()
  await Promise.all([cache.get(url, signal), cache.get(url, signal)])
  expect(asked).toHaveLength(1)
})

it.each([
  [
    'a server that answers no',
    at(() => new Response('', { status: 404, statusText: 'Not Found' })),
    {},
    'data.example answers 404 Not Found',
  ],
  [
    'too long by its header',
    at(() => new Response('0123456789', { headers: { 'content-length': '10' } })),
    { maxBytes: 9 },
    'it is larger than 9 bytes',
  ],
  [
    'too long without one',
    at(() => new Response('0123456789')),
    { maxBytes: 9 },
    'it is larger than 9 bytes',
  ],
  [
    'a redirect',
    { ...at(redirect('/b.log')), 'https://data.example/b.log': () => new Response('b') },
    {},
    'b',
  ],
  [
    'a redirect off https',
    at(redirect('http://data.example/a.log')),
    {},
    'data.example sends to http://data.example, which is not https',
  ],
  [
    'a redirect to a file',
    at(redirect('file:///etc/passwd')),
    {},
    'data.example sends to file://, which is not https',
  ],
  ['a circle', at(redirect(url.href)), {}, 'data.example sends from one place to the next'],
  ['no network', {}, {}, 'there is no network, or no such server'],
])('%s', async (_, answers, options, expected) => {
  expect(await problemOf(answers as Readonly<Record<string, Answer>>, options)).toBe(expected)
})

it.each([
  ['http://data.example/a.log', 'only https URLs are downloaded'],
  ['https://me:secret@data.example/a.log', 'a URL with a password is not used'],
])('refuses %s', async (other, problem) => {
  const { open, asked } = cacheOver({})
  expect(await open().get(new URL(other), signal)).toEqual({ problem })
  expect(asked).toEqual([])
})

it('gives up a download that brings nothing, and does not ask that server again', async () => {
  // As Node's fetch does, the body ends with the signal.
  const silent: Answer = (stop) =>
    new Response(
      new ReadableStream({
        start(to) {
          to.enqueue(new Uint8Array(3))
          stop.addEventListener('abort', () => to.error(stop.reason))
        },
      }),
    )
  const { open, asked, folder } = cacheOver(at(silent))
  const cache = open({ stallSeconds: 0.02 })
  const problem = 'it could not be downloaded: nothing came for 0.02 seconds'
  expect(await cache.get(url, signal)).toEqual({ problem })
  expect(await cache.get(new URL('https://data.example/other'), signal)).toEqual({ problem })
  expect(asked).toHaveLength(1)
  const [kept = ''] = readdirSync(folder)
  expect(readdirSync(join(folder, kept))).toEqual([])
})

it('leaves nothing outside of its folder, whatever the URL', async () => {
  const hostile = new URL('https://data.example/..%2f..%2fout.log')
  const { open, folder } = cacheOver({ [hostile.href]: () => new Response('x') })
  const found = await open().get(hostile, signal)
  expect('path' in found && found.path.startsWith(folder)).toBe(true)
  expect(existsSync(join(top, 'out.log'))).toBe(false)
})
