import { type DragEvent, useState } from 'react'
import { useInfo } from '../data/queries.ts'
import { droppedFiles } from './dropped-files.ts'
import { exampleFiles, hunt, huntFiles, testData, useHunt } from './hunt-store.ts'

interface DropZoneProps {
  /** The only one to hunt with; all when left out. */
  readonly detection?: string
  /** Where its own test data can be chosen. */
  readonly testsOf?: string
}

/** Where log files are dropped or chosen. Too many bytes are refused before any is sent. */
export function DropZone({ detection, testsOf }: DropZoneProps) {
  const { data: info } = useInfo()
  const { phase, loaded } = useHunt()
  const [over, setOver] = useState(false)
  const [refusal, setRefusal] = useState('')
  const only = detection === undefined ? undefined : [detection]
  const busy = phase === 'sending' || phase === 'running'
  const take = async (files: readonly File[]) => {
    if (files.length === 0) return
    const bytes = files.reduce((sum, { size }) => sum + size, 0)
    const most = info?.maxUploadBytes ?? Number.POSITIVE_INFINITY
    if (bytes > most) {
      setRefusal(
        `These are ${sizeText(bytes)}; at most ${sizeText(most)} can be sent. For more, run "whippet hunt", or serve with --max-upload.`,
      )
      return
    }
    setRefusal('')
    await huntFiles(files, only)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!busy) void droppedFiles(event.dataTransfer).then(take)
  }
  return (
    <fieldset
      className={over ? 'drop over' : 'drop'}
      aria-label="Files to hunt"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p>
        <strong>Drop log files here</strong> – EVTX, XML, JSON, text, gzip or zip
      </p>
      <p className="drop-choices">
        <label className="button">
          Choose files
          <input
            type="file"
            multiple
            className="visually-hidden"
            disabled={busy}
            onChange={({ target }) => {
              void take([...(target.files ?? [])])
              target.value = ''
            }}
          />
        </label>
        <button type="button" disabled={busy} onClick={() => void hunt(exampleFiles, only)}>
          Hunt the shipped examples
        </button>
        {testsOf !== undefined && (
          <button type="button" disabled={busy} onClick={() => void hunt(testData(testsOf), only)}>
            Hunt its test data
          </button>
        )}
        {loaded && loaded.inputs.kind === 'upload' && (
          <button type="button" disabled={busy} onClick={() => void hunt(loaded, only)}>
            Hunt {loaded.label} again
          </button>
        )}
      </p>
      <p className="drop-note">
        Files go to Whippet on{' '}
        {info?.needsToken === true ? 'the machine that serves this page' : 'this machine'}, nowhere
        else, and are removed when you leave.
      </p>
      {refusal !== '' && (
        <p className="problem error" role="alert">
          {refusal}
        </p>
      )}
    </fieldset>
  )
}

function sizeText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let size = bytes
  let unit = 0
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024
    unit += 1
  }
  return `${size < 10 && unit > 0 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`
}
