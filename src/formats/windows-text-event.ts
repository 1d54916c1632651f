import type { WindowsDatum, WindowsEvent, WindowsSystem } from '../contract/event.ts'
import { civilSeconds, isoTimeOf, parseAmericanTime, parseIsoTime, toUtc } from './event-time.ts'
import { plainLineEnds, unknownSystem } from './windows-values.ts'

interface Block {
  readonly time: number | null
  readonly headers: ReadonlyMap<string, string>
  readonly message: string | null
}

/** One block of classic text, taken apart when first asked. A class, because one is made for each event of a file. */
export class TextBlockEvent implements WindowsEvent {
  readonly kind = 'windows'
  readonly shape = 'text'
  readonly offset: number
  readonly #bytes: Buffer
  readonly #timeZone: string
  #block: Block | undefined
  #system: WindowsSystem | undefined

  constructor(bytes: Buffer, offset: number, timeZone: string) {
    this.offset = offset
    this.#bytes = bytes
    this.#timeZone = timeZone
  }

  get time(): number | null {
    return this.#parts().time
  }

  get system(): WindowsSystem {
    this.#system ??= systemOf(this.#parts())
    return this.#system
  }

  raw(): string {
    return this.#bytes.toString('utf8')
  }

  data(): readonly WindowsDatum[] {
    return []
  }

  mayHave(): boolean {
    return true
  }

  message(): string | null {
    return this.#parts().message
  }

  headers(): ReadonlyMap<string, string> {
    return this.#parts().headers
  }

  #parts(): Block {
    this.#block ??= parseBlock(this.raw(), this.#timeZone)
    return this.#block
  }
}

/**
 * The time on the first line of a block: `02/03/2026 10:11:12 AM`, also with fractions or 24 hours, ISO 8601, or the
 * `20260203101112.000000` of events read through WMI.
 */
export function parseBlockTime(line: string, timeZone: string): number | null {
  return (
    parseAmericanTime(line, timeZone) ??
    parseIsoTime(line, timeZone) ??
    parseWmiTime(line, timeZone)
  )
}

function parseWmiTime(line: string, timeZone: string): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{6})?$/.exec(line)
  if (match === null) return null
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const local = civilSeconds(year, month, day, hour, minute, second)
  return local === null ? null : toUtc(local, timeZone) + Number(`0${match[7] ?? ''}`)
}

/** The first line is the time, then come lines `name=value`; `Message=` is the last of them and takes all that follows. */
function parseBlock(raw: string, timeZone: string): Block {
  const text = plainLineEnds(raw)
  const headers = new Map<string, string>()
  let message: string | null = null
  let last: string | undefined
  let at = lineEnd(text, 0) + 1
  while (at < text.length && message === null) {
    const end = lineEnd(text, at)
    const line = text.slice(at, end)
    const equals = line.indexOf('=')
    const name = line.slice(0, Math.max(equals, 0))
    if (name === 'Message') message = text.slice(at + 8).trimEnd()
    else if (/^[A-Za-z]\w*$/.test(name)) {
      if (!headers.has(name)) headers.set(name, line.slice(equals + 1).trim())
      last = name
    } else if (last !== undefined) headers.set(last, `${headers.get(last)}\n${line}`.trimEnd())
    at = end + 1
  }
  return {
    time: parseBlockTime(text.slice(0, lineEnd(text, 0)).trim(), timeZone),
    headers,
    message,
  }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

function systemOf({ time, headers }: Block): WindowsSystem {
  const header = (name: string): string | null => headers.get(name) || null
  const sid = header('Sid')
  const user = header('User')
  return {
    ...unknownSystem,
    provider: header('SourceName'),
    eventId: header('EventCode'),
    channel: header('LogName') ?? header('Logfile'),
    computer: header('ComputerName'),
    recordId: header('RecordNumber'),
    keywords: header('Keywords'),
    task: header('TaskCategory'),
    opcode: header('OpCode'),
    systemTime: time === null ? null : isoTimeOf(time),
    // S-1-0-0 is nobody: Splunk writes it for events without a user.
    userId: sid === 'S-1-0-0' ? null : sid,
    user: user === 'NOT_TRANSLATED' ? null : user,
  }
}
