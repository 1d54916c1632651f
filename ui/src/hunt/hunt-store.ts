import { useSyncExternalStore } from 'react'
import type { HuntReport } from '../../../src/detections/hunt-report.ts'
import type { JobInputs, JobStatus, Upload } from '../../../src/http/api-types.ts'
import { JobEnded, runJob } from '../data/run-job.ts'
import { remove, sendFiles } from '../data/source.ts'

/** What is being hunted, was, or could be; it outlives the page that began it. */
export interface HuntState {
  readonly phase: 'idle' | 'sending' | 'running' | 'done' | 'failed' | 'cancelled'
  /** The files that hunts and searches read. */
  readonly loaded: LoadedFiles | undefined
  /** Names; all when `undefined`. */
  readonly detections: readonly string[] | undefined
  /** The share of the files that the server has, from 0 to 1. */
  readonly sent: number
  readonly status: JobStatus | undefined
  /** Of the last hunt that came to its end. */
  readonly report: HuntReport | undefined
  readonly jobId: string | undefined
  readonly error: string | undefined
}

export interface LoadedFiles {
  readonly inputs: JobInputs
  readonly label: string
}

const nothing: HuntState = {
  phase: 'idle',
  loaded: undefined,
  detections: undefined,
  sent: 0,
  status: undefined,
  report: undefined,
  jobId: undefined,
  error: undefined,
}

let state = nothing
let stopping: AbortController | undefined
const listeners = new Set<() => void>()

function change(changes: Partial<HuntState>): void {
  state = { ...state, ...changes }
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const useHunt = (): HuntState => useSyncExternalStore(subscribe, () => state)

export const exampleFiles: LoadedFiles = {
  inputs: { kind: 'examples' },
  label: 'the shipped examples',
}

/** The files of a detection's tests, where they are on the machine. */
export const testData = (slug: string): LoadedFiles => ({
  inputs: { kind: 'tests', slug },
  label: 'its test data',
})

/** Sends the files in the place of those that were sent before. @returns whether they arrived */
export async function loadFiles(files: readonly File[]): Promise<boolean> {
  await forgetFiles()
  const stop = begin()
  change({ phase: 'sending', sent: 0, error: undefined })
  try {
    const upload = await sendFiles<Upload>(files, (sent) => change({ sent }), stop.signal)
    const [first, ...more] = upload.files
    const label = `${first?.name ?? 'nothing'}${more.length > 0 ? ` and ${more.length} more` : ''}`
    change({ phase: 'idle', loaded: { inputs: { kind: 'upload', id: upload.id }, label } })
    return true
  } catch (error) {
    end(error, stop)
    return false
  }
}

/** @param detections names; all when left out */
export async function hunt(loaded: LoadedFiles, detections?: readonly string[]): Promise<void> {
  const stop = begin()
  const { jobId: before } = state
  if (before !== undefined) void remove(`/jobs/${before}`)
  change({
    phase: 'running',
    loaded,
    detections,
    status: undefined,
    report: undefined,
    jobId: undefined,
    error: undefined,
  })
  try {
    const { id, result } = await runJob<HuntReport>(
      { kind: 'hunt', inputs: loaded.inputs, ...(detections && { detections }) },
      (status) => change({ status }),
      stop.signal,
    )
    change({ phase: 'done', report: result, jobId: id })
  } catch (error) {
    end(error, stop)
  }
}

export async function huntFiles(
  files: readonly File[],
  detections?: readonly string[],
): Promise<void> {
  if ((await loadFiles(files)) && state.loaded) await hunt(state.loaded, detections)
}

export function cancelHunt(): void {
  stopping?.abort()
}

/** Removes what was sent from the server, and the findings with it. */
export async function forgetFiles(): Promise<void> {
  stopping?.abort()
  const { loaded, jobId } = state
  change(nothing)
  if (jobId !== undefined) await remove(`/jobs/${jobId}`)
  if (loaded?.inputs.kind === 'upload') await remove(`/uploads/${loaded.inputs.id}`)
}

function begin(): AbortController {
  stopping?.abort()
  stopping = new AbortController()
  return stopping
}

/** One that others have taken the place of says nothing. */
function end(error: unknown, stop: AbortController): void {
  if (stopping !== stop) return
  const cancelled =
    stop.signal.aborted || (error instanceof JobEnded && error.state === 'cancelled')
  change({
    phase: cancelled ? 'cancelled' : 'failed',
    error: cancelled ? undefined : error instanceof Error ? error.message : String(error),
  })
}

// Files do not outlive the page that sent them.
addEventListener('pagehide', () => {
  const { loaded } = state
  if (loaded?.inputs.kind === 'upload') void remove(`/uploads/${loaded.inputs.id}`)
})
