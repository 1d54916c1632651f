import { useEffect, useState } from 'react'

export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (said === '') return
    const timer = setTimeout(() => setSaid(''), 1500)
    return () => clearTimeout(timer)
  }, [said])
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setSaid('Copied'),
      () => setSaid('Not allowed'),
    )
  return (
    <button type="button" className="copy" onClick={() => void copy()}>
      <span aria-live="polite">{said || 'Copy'}</span>
      <span className="visually-hidden"> {what}</span>
    </button>
  )
}
