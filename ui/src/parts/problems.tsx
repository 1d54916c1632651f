import type { Problem } from '../../../src/http/api-types.ts'

/** Diagnostics as they are told everywhere: code, place, message, advice. */
export function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null
  return (
    <ul className="problems">
      {problems.map(({ code, severity, message, advice, line, column }) => (
        <li key={`${code} ${line} ${column} ${message}`} className={`problem ${severity}`}>
          <span className="mono">
            {severity} {code}
            {line !== undefined && ` ${line}:${column ?? 1}`}
          </span>{' '}
          {message}
          {advice !== undefined && <span className="advice">{advice}</span>}
        </li>
      ))}
    </ul>
  )
}
