/** Names of arrays that hold events, as services hand them out: CloudTrail, Azure, Microsoft Graph, Google, CloudWatch and others. */
const eventArrays = new Set([
  'Records',
  'records',
  'value',
  'Events',
  'events',
  'items',
  'logEvents',
  'results',
])
/** What such an answer says of itself before the array. An object that says anything else there is an event. */
const headings = new Set([
  'kind',
  'etag',
  'nextToken',
  'nextPageToken',
  'messageType',
  'owner',
  'logGroup',
  'logStream',
  'subscriptionFilters',
])
const longestHeading = 8192
/** Bytes in which the first name of nearly every object ends. */
const firstName = 128

/**
 * Whether the object at the beginning of `bytes` is nothing but a wrapper around an array of objects: the index behind the array's
 * bracket, `none`, or `more` when that cannot be told yet.
 */
export function wrapperEnd(bytes: Buffer): number | 'none' | 'more' {
  // Nearly all objects are events, which their first name tells: the rest is not worth a copy.
  if (readMember(bytes.toString('latin1', 0, firstName), 1) === 'none') return 'none'
  const text = bytes.toString('latin1', 0, longestHeading)
  let at = 1
  for (;;) {
    const next = readMember(text, at)
    if (next === 'more') return bytes.length < longestHeading ? 'more' : 'none'
    if (next === 'none') return 'none'
    if (next.isArray) return next.end
    at = next.end
  }
}

/** The end of a heading, or of the bracket that opens the array of events. */
function readMember(
  text: string,
  start: number,
): { readonly end: number; readonly isArray: boolean } | 'none' | 'more' {
  const found = matchAt(member, text, start)
  if (!found) return isBegun(/^\s*(?:"[^"\\\n]{0,64}(?:"\s*)?)?$/, text, start)
  const name = found[1] as string
  const at = member.lastIndex
  if (eventArrays.has(name)) {
    if (matchAt(array, text, at)) return { end: text.indexOf('[', at) + 1, isArray: true }
    return isBegun(/^\s*(?:\[\s*)?$/, text, at)
  }
  if (!headings.has(name) && !name.startsWith('@odata.')) return 'none'
  if (!matchAt(scalar, text, at)) return isBegun(/^(?!\s*\{)/, text, at)
  return { end: scalar.lastIndex, isArray: false }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** Whether what is there could still become what is looked for. */
const isBegun = (beginning: RegExp, text: string, at: number): 'more' | 'none' =>
  beginning.test(text.slice(at)) ? 'more' : 'none'

const member = /\s*"([^"\\\n]{1,64})"\s*:/y
const array = /\s*\[\s*(?=[{\]])/y
/** A value that holds no object, up to the comma behind it. */
const scalar = /\s*(?:"(?:[^"\\\n]|\\.)*"|[\w.+-]+|\[(?:[^"[\]{}\n]|"(?:[^"\\\n]|\\.)*")*\])\s*,/y
