import { lazy, Suspense, useEffect, useRef } from 'react'
import { AttackPage } from './attack/attack-page.tsx'
import { isStatic } from './data/source.ts'
import { DetectionPage } from './detection/detection-page.tsx'
import { ExplorePage } from './explore/explore-page.tsx'
import { HuntPage } from './hunt/hunt-page.tsx'
import { TacticPage, TechniquePage } from './pages/attack-pages.tsx'
import { ContentPage, itemKinds } from './pages/content-pages.tsx'
import { Boundary } from './parts/boundary.tsx'
import { Loading } from './parts/states.tsx'
import { hrefOf, usePlace } from './router.ts'

/** The editor and the charts are large; who only reads does not wait for them. */
const SearchPage = lazy(async () => ({
  default: (await import('./search/search-page.tsx')).SearchPage,
}))

const menu: readonly (readonly [part: string, label: string])[] = [
  ['', 'Explore'],
  ...(isStatic
    ? []
    : ([
        ['hunt', 'Hunt'],
        ['search', 'Search'],
      ] as const)),
  ['attack', 'ATT&CK'],
  ['stories', 'Content'],
]

export function App() {
  const { parts } = usePlace()
  const main = useRef<HTMLElement>(null)
  const path = parts.join('/')
  const before = useRef(path)
  useEffect(() => {
    // A new page is told to those who do not see it; the first one is anyway.
    if (before.current === path) return
    before.current = path
    main.current?.focus({ preventScroll: true })
    if (path !== '') scrollTo(0, 0)
  }, [path])
  useSlashKey()
  return (
    <>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        Skip to content
      </button>
      <header className="top">
        <a className="brand" href={hrefOf([])}>
          <img src="./icon.svg" alt="" width="24" height="24" />
          Whippet
        </a>
        <nav aria-label="Main">
          {menu.map(([part, label]) => (
            <a
              key={part}
              href={hrefOf(part === '' ? [] : [part])}
              aria-current={isWithin(parts[0] ?? '', part) ? 'page' : undefined}
            >
              {label}
            </a>
          ))}
        </nav>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Boundary key={path}>
          <Suspense fallback={<Loading what="the page" />}>
            <Page parts={parts} />
          </Suspense>
        </Boundary>
      </main>
    </>
  )
}

const isWithin = (here: string, part: string): boolean =>
  here === part ||
  (part === '' && here === 'detections') ||
  (part === 'attack' && (here === 'techniques' || here === 'tactics')) ||
  (part === 'stories' && itemKinds[here] !== undefined)

function Page({ parts: [kind, name] }: { readonly parts: readonly string[] }) {
  if (kind === undefined) return <ExplorePage />
  if (kind === 'detections' && name !== undefined) return <DetectionPage key={name} slug={name} />
  if (kind === 'hunt' && !isStatic) return <HuntPage />
  if (kind === 'search' && !isStatic) return <SearchPage />
  if (kind === 'attack') return <AttackPage />
  if (kind === 'techniques' && name !== undefined) return <TechniquePage key={name} id={name} />
  if (kind === 'tactics' && name !== undefined) return <TacticPage shortname={name} />
  return <ContentPage kind={kind} {...(name !== undefined && { name })} />
}

/** `/` leads to the search box, as on most sites. */
function useSlashKey(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (event.key !== '/' || event.ctrlKey || event.metaKey) return
      if (target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')) return
      const box = document.getElementById('search')
      if (!box) return
      event.preventDefault()
      box.focus()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [])
}
