import { progressBar } from './progress.ts'
import type { ReadingListener, Services } from './services.ts'
import { printable, styleOf, type Terminal } from './terminal.ts'
import { shortened } from './text-table.ts'

/** Lines of one kind that are shown one by one; of a folder of damaged files there may be thousands. */
const shownLines = 50

/** File names and what is wrong with a file may hold anything. */
const longestLine = 1000

export interface ShownReading extends ReadingListener {
  /** Wipes the progress bar, and says how many lines were not shown. */
  end(): void
}

/** Shows progress, warnings and notes of a reading on stderr. The same line is shown once. */
export function showReading(services: Services, terminal: Terminal): ShownReading {
  const bar = progressBar(terminal, services.clock)
  const style = styleOf(terminal.errColor)
  const said = new Set<string>()
  let hidden = 0
  const say = (mark: string) => (line: string) => {
    if (said.has(line)) return
    said.add(line)
    if (said.size > shownLines) {
      hidden++
      return
    }
    bar.clear()
    terminal.err(`${mark}: ${shortened(printable(line), longestLine)}\n`)
  }
  return {
    progress: bar.update,
    warn: say(style.yellow('warning')),
    note: say(style.dim('note')),
    end() {
      bar.clear()
      if (hidden > 0) terminal.err(`… and ${hidden} more like these; the summary counts all\n`)
    },
  }
}
