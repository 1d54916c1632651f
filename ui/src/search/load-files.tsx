import { loadFiles, useHunt } from '../hunt/hunt-store.ts'

/** Which files are searched, and how to search others. */
export function LoadFiles({ label }: { readonly label: string }) {
  const { phase, error } = useHunt()
  return (
    <span className="load-files">
      <span>in {label}</span>
      <label className="button">
        Load files
        <input
          type="file"
          multiple
          className="visually-hidden"
          disabled={phase === 'sending'}
          onChange={({ target }) => {
            const files = [...(target.files ?? [])]
            target.value = ''
            if (files.length > 0) void loadFiles(files)
          }}
        />
      </label>
      {phase === 'failed' && <span role="alert">{error}</span>}
    </span>
  )
}
