import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { LanguageAnswer } from '../../../src/http/api-types.ts'
import { useCatalogue } from '../data/queries.ts'
import { get } from '../data/source.ts'
import { exampleFiles, useHunt } from '../hunt/hunt-store.ts'
import { useTitle } from '../parts/use-title.ts'
import { go, hrefOf, usePlace } from '../router.ts'
import { LoadFiles } from './load-files.tsx'
import { SearchOutcome } from './search-outcome.tsx'
import { SplEditor } from './spl-editor.tsx'
import { type SearchRequest, useSearchJob } from './use-search-job.ts'

const ranges = [
  ['', 'All time'],
  ['-15m', 'Last 15 minutes'],
  ['-24h', 'Last 24 hours'],
  ['-7d', 'Last 7 days'],
] as const

const firstSearch = '`powershell` EventCode=4104 | stats count by dest'

/** Any search over the loaded files. The address holds it. */
export function SearchPage() {
  useTitle('Search')
  const { query } = usePlace()
  const { loaded, jobId } = useHunt()
  const [text, setText] = useState(query.get('q') ?? firstSearch)
  const [earliest, setEarliest] = useState(query.get('earliest') ?? '')
  const [latest, setLatest] = useState(query.get('latest') ?? '')
  const [request, setRequest] = useState<SearchRequest>()
  const { data: catalogue } = useCatalogue()
  const { data: language } = useQuery({
    queryKey: ['/language'],
    queryFn: ({ signal }) => get<LanguageAnswer>('/language', signal),
  })
  const words = useMemo(
    () => ({
      commands: language?.commands ?? [],
      functions: [...(language?.functions ?? []), ...(language?.aggregates ?? [])],
      macros: catalogue?.macros ?? [],
    }),
    [language, catalogue],
  )
  const files = loaded ?? exampleFiles
  const state = useSearchJob(request)
  const run = (spl: string) => {
    const bounds = {
      ...(earliest !== '' && { earliest }),
      ...(latest !== '' && { latest }),
    }
    go(hrefOf(['search'], { q: spl, ...bounds }), { replace: true })
    setRequest({
      kind: 'search',
      spl,
      inputs: files.inputs,
      ...(jobId !== undefined && { hunt: jobId }),
      ...bounds,
    })
  }
  return (
    <div className="search-page">
      <h1>Search</h1>
      <SplEditor text={text} change={setText} run={run} words={words} />
      <div className="search-bar">
        <button type="button" className="primary" onClick={() => run(text)}>
          Search
        </button>
        {state.kind === 'running' && (
          <button type="button" onClick={() => setRequest(undefined)}>
            Cancel
          </button>
        )}
        <label>
          <span>From</span>
          <input
            type="text"
            list="ranges"
            size={14}
            placeholder="all time"
            value={earliest}
            onChange={({ target }) => setEarliest(target.value)}
          />
        </label>
        <label>
          <span>to</span>
          <input
            type="text"
            size={14}
            placeholder="now"
            value={latest}
            onChange={({ target }) => setLatest(target.value)}
          />
        </label>
        <datalist id="ranges">
          {ranges.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </datalist>
        <LoadFiles label={files.label} />
      </div>
      <div className="search-result" aria-busy={state.kind === 'running'}>
        {state.kind === 'none' && (
          <p className="note">
            Enter searches, Shift+Enter begins a line; Ctrl+Space shows what can stand here; Escape,
            then Tab leaves the editor.
          </p>
        )}
        <SearchOutcome state={state} label="Rows of the search" />
      </div>
    </div>
  )
}
