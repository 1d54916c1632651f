import { cancelHunt, useHunt } from './hunt-store.ts'

/** How far the files or the hunt have come. Its height stays the same. */
export function HuntProgress() {
  const { phase, sent, status, error, loaded } = useHunt()
  if (phase === 'failed') {
    return (
      <p className="problem error" role="alert">
        {error}
      </p>
    )
  }
  if (phase === 'cancelled') {
    return (
      <p className="problem" role="status">
        Cancelled.
      </p>
    )
  }
  if (phase !== 'sending' && phase !== 'running') return null
  const total = status?.bytesTotal ?? 0
  const share = phase === 'sending' ? sent : total > 0 ? (status?.bytesDone ?? 0) / total : 0
  const label =
    phase === 'sending'
      ? 'Sending files'
      : `Hunting ${loaded?.label ?? ''}: ${(status?.events ?? 0).toLocaleString('en')} events`
  return (
    <div className="progress">
      <label>
        <span>{label}</span>
        <progress max={1} value={share} />
      </label>
      <button type="button" onClick={cancelHunt}>
        Cancel
      </button>
    </div>
  )
}
