import { useEffect, useState } from 'react'

/** Says nothing for a moment: what comes at once needs no word. */
export function Loading({ what }: { readonly what: string }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p className="state" role="status">
      {late && `Loading ${what} …`}
    </p>
  )
}

export function Failed({
  error,
  retry,
}: {
  readonly error: Error
  readonly retry?: () => unknown
}) {
  return (
    <div className="state failed" role="alert">
      <p>{error.message}</p>
      {retry && (
        <button type="button" onClick={() => void retry()}>
          Try again
        </button>
      )}
    </div>
  )
}

export function NotThere({ what }: { readonly what: string }) {
  return (
    <div className="state">
      <h1>{what} is not here</h1>
      <p>
        <a href="#/">Back to Explore</a>
      </p>
    </div>
  )
}
