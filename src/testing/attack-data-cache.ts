import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Keeps downloaded attack data on this machine. */
export interface DataCache {
  /** Never rejects but for the signal: what goes wrong is a problem. */
  get(url: URL, signal: AbortSignal): Promise<CachedData>
}

export type CachedData = { readonly path: string } | { readonly problem: string }

export interface CacheOptions {
  readonly folder: string
  /** Nothing is downloaded; what is there is used. */
  readonly offline: boolean
  /** Node's `fetch`, unless a test has its own. */
  readonly request?: typeof fetch
  readonly maxBytes?: number
  /** A download that brings nothing for so long is given up. */
  readonly stallSeconds?: number
}

const mostBytes = 512 << 20
const mostRedirects = 5
const agent = 'whippet'

/** What is remembered of a download, beside it. */
interface Remembered {
  readonly url: string
  readonly bytes: number
  readonly sha256: string
}

/**
 * Downloads over https alone, also where a server sends somewhere else, and no more than `maxBytes`. A file is used again only while its
 * SHA-256 is the one that was downloaded. A server that cannot be reached is not asked again.
 */
export function dataCache({
  folder,
  offline,
  request = fetch,
  maxBytes = mostBytes,
  stallSeconds = 30,
}: CacheOptions): DataCache {
  const unreachable = new Map<string, string>()
  const underway = new Map<string, Promise<CachedData>>()

  async function get(url: URL, signal: AbortSignal): Promise<CachedData> {
    const place = placeOf(folder, url)
    if (await isIntact(place, url)) return { path: place.file }
    if (offline) return { problem: 'it is not downloaded with --offline' }
    if (url.protocol !== 'https:') return { problem: 'only https URLs are downloaded' }
    if (url.username !== '' || url.password !== '')
      return { problem: 'a URL with a password is not used' }
    const known = unreachable.get(url.host)
    if (known !== undefined) return { problem: known }
    const partial = `${place.file}.${process.pid}.part`
    try {
      await mkdir(place.folder, { recursive: true })
      const remembered = await download(url, partial, signal)
      await rename(partial, place.file)
      await writeFile(place.memory, JSON.stringify(remembered))
      return { path: place.file }
    } catch (error) {
      await rm(partial, { force: true }).catch(() => {})
      signal.throwIfAborted()
      const problem = error instanceof Refusal ? error.message : networkProblem(error)
      if (!(error instanceof Refusal)) unreachable.set(url.host, problem)
      return { problem }
    }
  }

  async function download(url: URL, target: string, signal: AbortSignal): Promise<Remembered> {
    const stall = stallTimer(stallSeconds)
    const file = await open(target, 'w')
    try {
      const body = await answer(url, AbortSignal.any([signal, stall.signal]))
      const hash = createHash('sha256')
      let bytes = 0
      for await (const chunk of body) {
        stall.moved()
        bytes += chunk.length
        if (bytes > maxBytes) throw tooLarge()
        hash.update(chunk)
        await file.write(chunk)
      }
      return { url: url.href, bytes, sha256: hash.digest('hex') }
    } finally {
      stall.end()
      await file.close()
    }
  }

  async function answer(url: URL, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    let at = url
    for (let turn = 0; turn <= mostRedirects; turn++) {
      const response = await request(at, {
        redirect: 'manual',
        signal,
        headers: { 'user-agent': agent, 'accept-encoding': 'identity' },
      })
      const location = response.headers.get('location')
      if (response.status >= 300 && response.status < 400 && location !== null) {
        await response.body?.cancel()
        at = new URL(location, at)
        if (at.protocol !== 'https:')
          throw new Refusal(`${url.host} sends to ${at.protocol}//${at.host}, which is not https`)
        continue
      }
      if (!response.ok || response.body === null) {
        await response.body?.cancel()
        throw new Refusal(`${at.host} answers ${response.status} ${response.statusText}`.trimEnd())
      }
      if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
        await response.body.cancel()
        throw tooLarge()
      }
      return response.body
    }
    throw new Refusal(`${url.host} sends from one place to the next`)
  }

  const tooLarge = () => new Refusal(`it is larger than ${maxBytes} bytes`)

  return {
    get(url, signal) {
      const before = underway.get(url.href)
      if (before) return before
      const now = get(url, signal)
      underway.set(url.href, now)
      return now
    },
  }
}

/** The server was reached, and its answer is not to be used. */
class Refusal extends Error {}

interface CachePlace {
  readonly folder: string
  readonly file: string
  readonly memory: string
}

/** By a hash of the URL, so that no URL can name a place of its own. */
function placeOf(top: string, url: URL): CachePlace {
  const name = createHash('sha256').update(url.href).digest('hex').slice(0, 32)
  const folder = join(top, name)
  return { folder, file: join(folder, 'data'), memory: join(folder, 'data.json') }
}

async function isIntact({ file, memory }: CachePlace, url: URL): Promise<boolean> {
  try {
    const known = JSON.parse(await readFile(memory, 'utf8')) as Partial<Remembered>
    if (known.url !== url.href || (await stat(file)).size !== known.bytes) return false
    const hash = createHash('sha256')
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
    return hash.digest('hex') === known.sha256
  } catch {
    return false
  }
}

function stallTimer(seconds: number) {
  const stop = new AbortController()
  const give = () => stop.abort(new Error(`nothing came for ${seconds} seconds`))
  let timer = setTimeout(give, seconds * 1000)
  return {
    signal: stop.signal,
    moved() {
      clearTimeout(timer)
      timer = setTimeout(give, seconds * 1000)
    },
    end: () => clearTimeout(timer),
  }
}

/** `fetch failed` says nothing; its cause does. */
function networkProblem(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = (cause as NodeJS.ErrnoException | undefined)?.code
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'there is no network, or no such server'
  return `it could not be downloaded: ${cause instanceof Error ? cause.message : String(cause)}`
}
