import { printable, styleOf, type Terminal } from './terminal.ts'

/** How far a reading of files has come. */
export interface Progress {
  readonly bytesDone: number
  readonly bytesTotal: number
  readonly events: number
  readonly file: string
}

export interface ProgressBar {
  update(progress: Progress): void
  /** Wipes the bar from the screen. */
  clear(): void
}

const appearsAfter = 400
const every = 100
const length = 28

const ending = (name: string, length: number): string =>
  name.length <= length ? name : length < 2 ? '' : `…${name.slice(1 - length)}`

/** A bar on stderr that appears only on work that takes a while, and only on a terminal. */
export function progressBar(terminal: Terminal, clock: () => number): ProgressBar {
  if (!terminal.errIsTerminal) return { update() {}, clear() {} }
  const style = styleOf(terminal.errColor)
  const started = clock()
  let drawn = 0
  let visible = false
  return {
    update({ bytesDone, bytesTotal, events, file }) {
      const now = clock()
      if (now - started < appearsAfter || now - drawn < every) return
      drawn = now
      visible = true
      const share = bytesTotal === 0 ? 1 : Math.min(1, bytesDone / bytesTotal)
      const full = Math.round(share * length)
      const bar = style.cyan('━'.repeat(full)) + style.dim('━'.repeat(length - full))
      const numbers = ` ${Math.floor(share * 100)} %  ${events} events  `
      // A bar that is longer than the line could not be wiped.
      const room = Math.min(40, (terminal.errColumns ?? 80) - 1 - length - numbers.length)
      terminal.err(`\r\u001b[K${bar}${numbers}${style.dim(ending(printable(file), room))}`)
    },
    clear() {
      if (visible) terminal.err('\r\u001b[K')
      visible = false
    },
  }
}
