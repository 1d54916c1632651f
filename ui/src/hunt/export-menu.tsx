import { withToken } from '../data/source.ts'

const formats = [
  ['json', 'JSON'],
  ['csv', 'CSV'],
  ['sarif', 'SARIF'],
  ['navigator', 'ATT&CK Navigator'],
] as const

/** The findings as files. */
export function ExportMenu({ jobId }: { readonly jobId: string }) {
  return (
    <span className="export">
      Save as{' '}
      {formats.map(([format, label]) => (
        <a
          key={format}
          className="button"
          download
          href={withToken(`/api/jobs/${jobId}/export/${format}`)}
        >
          {label}
        </a>
      ))}
    </span>
  )
}
