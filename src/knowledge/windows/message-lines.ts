/** One `Key: value` of a message, with the heading that it stands under (empty when it stands under none). */
export interface MessageLine {
  readonly section: string
  readonly key: string
  /** Lines that go on below the key belong to it, without their indentation. */
  readonly value: string
}

/**
 * The `Key: value` lines of the message of a classic event. A heading is a key alone on its line, after a blank line or left of what
 * stands under the one before; it holds until the next blank line. Text that explains the event follows the values and ends them, except where the event has no headings.
 * Linear in the message. Form: Microsoft, "Advanced security auditing FAQ" and the event descriptions of Windows security auditing.
 */
export function messageLines(message: string): readonly MessageLine[] {
  const reader = lineReader()
  for (let at = 0; at < message.length && !reader.isDone(); ) {
    const end = lineEnd(message, at)
    const document = reader.line(message.slice(at, end))
    if (document === undefined) at = end + 1
    else {
      const close = closeOfDocument(message, at)
      document.value = message.slice(message.indexOf('<', at), close)
      at = lineEnd(message, close) + 1
    }
  }
  return reader.found
}

interface WrittenLine extends MessageLine {
  value: string
  readonly indent: number
}

interface LineReader {
  readonly found: readonly WrittenLine[]
  isDone(): boolean
  /** Gives the line back when its value is a document that takes more lines, whatever they look like. */
  line(text: string): WrittenLine | undefined
}

function lineReader(): LineReader {
  const found: WrittenLine[] = []
  let section = ''
  let hasSections = false
  let afterBlank = true
  let isDone = false
  /** What indented text below goes on. */
  let open: WrittenLine | undefined

  const keyLine = (key: string, value: string, indent: number): WrittenLine | undefined => {
    const last = found.at(-1)
    const leavesSection = indent === 0 && last?.section === section && last.indent > 0
    if (value === '' && indent === 0 && (afterBlank || leavesSection)) {
      section = key
      hasSections = true
      open = undefined
      return undefined
    }
    if (leavesSection) section = ''
    const line = { section, key, value, indent }
    found.push(line)
    const takesMore = document.test(value)
    open = takesMore ? undefined : line
    return takesMore ? line : undefined
  }

  const plainLine = (text: string, indent: number): void => {
    if (open && indent > 0) open.value = open.value === '' ? text : `${open.value}\n${text}`
    else isDone = hasSections && found.length > 0
  }

  return {
    found,
    isDone: () => isDone,
    line(text) {
      const trimmed = text.trim()
      if (trimmed === '') {
        afterBlank = true
        section = ''
        open = undefined
        return undefined
      }
      const indent = text.length - text.trimStart().length
      const goesOn = open !== undefined && indent > open.indent
      const [, key, value = ''] = (!goesOn && keyOf(trimmed)) || []
      const taken = key === undefined ? plainLine(trimmed, indent) : keyLine(key, value, indent)
      afterBlank = false
      return taken ?? undefined
    },
  }
}

const keyOf = (line: string): RegExpExecArray | null => keyForm.exec(line) ?? tabbedForm.exec(line)
/** What is longer than this is a sentence. */
const keyForm = /^([A-Za-z][^:\t]{0,60}?):(?:\s+(.*)|)$/
/** Some lines of these messages lack the colon. */
const tabbedForm = /^([A-Z][A-Za-z ]{0,40}?)\t+(\S.*)$/
/** The definition of a task takes many lines, indented or not. */
const document = /^<(?:\?xml|Task)\b/

function closeOfDocument(message: string, from: number): number {
  const close = message.indexOf('</Task>', from)
  return close < 0 ? message.length : close + '</Task>'.length
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
