import { isStatic } from '../data/source.ts'
import { hrefOf } from '../router.ts'

/** Leads to the search page with a search, which begins when it is told to. */
export function OpenInSearch({ spl, what }: { readonly spl: string; readonly what: string }) {
  if (isStatic) return null
  return (
    <a className="button beside-query" href={hrefOf(['search'], { q: spl })}>
      Open in Search<span className="visually-hidden">: {what}</span>
    </a>
  )
}
