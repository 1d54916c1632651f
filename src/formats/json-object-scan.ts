/** How far the brackets of an object were followed; may go on with more bytes. Its bytes begin at index 0. */
export interface ObjectScan {
  /** The first byte not looked at; the object's end when it is whole, or where it is known to be broken. */
  at: number
  state: 'open' | 'whole' | 'broken'
  depth: number
  inString: boolean
  escaped: boolean
  /** Whether the byte before `at` ended a line. */
  endsAtLineStart: boolean
  /** How the object is printed, known after its first bytes. */
  layout: 'unknown' | 'line' | 'block' | 'indented' | 'flat'
}

export const beginObjectScan = (): ObjectScan => ({
  at: 0,
  state: 'open',
  depth: 0,
  inString: false,
  escaped: false,
  endsAtLineStart: false,
  layout: 'unknown',
})

/**
 * Follows the brackets. The object is broken where a line ends within a string, which JSON forbids, and where a line begins with
 * a brace although the object's other lines are indented, or it has only one: there the next object begins.
 */
export function scanObject(scan: ObjectScan, bytes: Buffer): void {
  while (scan.state === 'open' && scan.at < bytes.length) {
    if (scan.inString) scanString(scan, bytes)
    else scanStructure(scan, bytes)
  }
}

function scanString(scan: ObjectScan, bytes: Buffer): void {
  for (let at = scan.at; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (byte === 0x0a) {
      scan.state = 'broken'
      scan.at = at
      return
    }
    if (scan.escaped) scan.escaped = false
    else if (byte === 0x5c) scan.escaped = true
    else if (byte === 0x22) {
      scan.inString = false
      scan.at = at + 1
      return
    }
  }
  scan.at = bytes.length
}

function scanStructure(scan: ObjectScan, bytes: Buffer): void {
  const byte = bytes[scan.at] as number
  if (
    byte === 0x7b &&
    scan.endsAtLineStart &&
    (scan.layout === 'line' || scan.layout === 'indented')
  ) {
    scan.state = 'broken'
    return
  }
  if (scan.depth > 0) learnLayout(scan, byte)
  scan.endsAtLineStart = byte === 0x0a
  scan.at++
  if (byte === 0x22) scan.inString = true
  else if (byte === 0x7b || byte === 0x5b) scan.depth++
  else if (byte === 0x7d || byte === 0x5d) {
    scan.depth--
    if (scan.depth === 0) scan.state = 'whole'
  }
}

function learnLayout(scan: ObjectScan, byte: number): void {
  if (scan.layout === 'unknown') {
    if (byte === 0x0a) scan.layout = 'block'
    else if (byte > 0x20) scan.layout = 'line'
  } else if (scan.layout === 'block' && byte !== 0x0a && byte !== 0x0d)
    scan.layout = byte <= 0x20 ? 'indented' : 'flat'
}
