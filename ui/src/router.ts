import { useSyncExternalStore } from 'react'

/** Where in the app one is: `#/detections/NAME?q=…`. Behind the hash, so that the app works from any folder of any host. */
export interface Place {
  readonly parts: readonly string[]
  readonly query: URLSearchParams
}

const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}
addEventListener('hashchange', tell)
addEventListener('popstate', tell)

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

let known: { readonly hash: string; readonly place: Place } | undefined

function current(): Place {
  const { hash } = location
  if (known?.hash !== hash) known = { hash, place: placeOf(hash) }
  return known.place
}

function placeOf(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  return {
    parts: path.split('/').filter(Boolean).map(decoded),
    query: new URLSearchParams(query),
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export const usePlace = (): Place => useSyncExternalStore(subscribe, current)

/** The address of a place, for `href`. */
export function hrefOf(
  parts: readonly string[],
  query: URLSearchParams | Readonly<Record<string, string>> = {},
): string {
  const text = new URLSearchParams(query).toString()
  return `#/${parts.map(encodeURIComponent).join('/')}${text && `?${text}`}`
}

export function go(href: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (replace) history.replaceState(null, '', href)
  else history.pushState(null, '', href)
  tell()
}
