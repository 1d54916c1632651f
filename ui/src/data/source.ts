import type { ErrorAnswer } from '../../../src/http/api-types.ts'

/** Whether the app stands by itself, with its data as files beside it: then nothing can be run. */
export const isStatic =
  document.querySelector<HTMLMetaElement>('meta[name="whippet-data"]')?.content === 'files'

const token = takeToken()

/** The token comes with the printed address; it is kept for this tab, and taken out of sight. */
function takeToken(): string | null {
  const address = new URL(location.href)
  const given = address.searchParams.get('token')
  if (given !== null) {
    sessionStorage.setItem('token', given)
    address.searchParams.delete('token')
    history.replaceState(null, '', address)
  }
  return given ?? sessionStorage.getItem('token')
}

const authorization = (): Record<string, string> =>
  token === null ? {} : { authorization: `Bearer ${token}` }

/** For requests that cannot carry a header: server-sent events and downloads. */
export const withToken = (path: string): string =>
  token === null ? path : `${path}?token=${encodeURIComponent(token)}`

/** Addresses of the API, or of the file that stands in for it. */
const addressOf = (path: string): string => (isStatic ? `./data${path}.json` : `/api${path}`)

/** @throws RequestError with what the server says, or that it cannot be reached */
export async function get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return await request<Answer>('GET', path, undefined, signal)
}

export async function post<Answer>(
  path: string,
  body: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  return await request<Answer>('POST', path, body, signal)
}

/** Answers also while the page is being left. */
export async function remove(path: string): Promise<void> {
  await fetch(addressOf(path), { method: 'DELETE', headers: authorization(), keepalive: true })
}

export class RequestError extends Error {
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

async function request<Answer>(
  method: string,
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const response = await fetch(addressOf(path), {
    method,
    headers: {
      ...authorization(),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new RequestError(0, 'Whippet cannot be reached. Is it still running?')
  })
  if (!response.ok) throw new RequestError(response.status, await reasonOf(response))
  return (await response.json()) as Answer
}

async function reasonOf(response: Response): Promise<string> {
  try {
    return ((await response.json()) as ErrorAnswer).error
  } catch {
    return response.status === 404 ? 'There is no such thing.' : `Error ${response.status}`
  }
}

/** Sends files; calls back with the share that is sent, from 0 to 1. */
export function sendFiles<Answer>(
  files: readonly File[],
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sender = new XMLHttpRequest()
    const form = new FormData()
    for (const file of files) form.append('files', file, file.name)
    sender.open('POST', '/api/uploads')
    for (const [name, value] of Object.entries(authorization())) {
      sender.setRequestHeader(name, value)
    }
    sender.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0)
    sender.onload = () => {
      const answer = parsed(sender.responseText)
      if (sender.status < 300) resolve(answer as Answer)
      else {
        const reason = (answer as Partial<ErrorAnswer>).error
        reject(new RequestError(sender.status, reason ?? `Error ${sender.status}`))
      }
    }
    sender.onerror = () =>
      reject(new RequestError(0, 'The files could not be sent. They may be too large.'))
    sender.onabort = () => reject(new RequestError(0, 'Cancelled.'))
    signal.addEventListener('abort', () => sender.abort(), { once: true })
    sender.send(form)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}
