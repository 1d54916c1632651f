import { leftOutProblem } from '../ingest/indexed-format.ts'
import type { FileProblem } from '../ingest/input-sink.ts'

/** Problems of the parts of one file after the other, made those of the file as a whole. */
export interface FileNotes {
  /** What is to be told at once, if anything. */
  told(problem: FileProblem): FileProblem | undefined
  /** All parts of the file are through; what is to be told of them all. */
  end(): FileProblem | undefined
}

export function fileNotes(): FileNotes {
  const once = new Set<string>()
  let leftOut = 0
  let place: FileProblem | undefined
  return {
    told(problem) {
      const { ofFile, message } = problem
      if (ofFile === undefined) return problem
      if (ofFile === 'once') {
        if (once.has(message)) return undefined
        once.add(message)
        return problem
      }
      leftOut += ofFile.leftOut
      place = problem
      return undefined
    },
    end() {
      const summed = place && { ...place, ...leftOutProblem(leftOut) }
      once.clear()
      leftOut = 0
      place = undefined
      return summed
    },
  }
}
