import type { Place, Span } from '../diagnostics/span.ts'

/** A text as it was written: the search, or the definition of a macro at one of its calls. */
export interface Frame {
  readonly name: string
  readonly text: string
  /** What called it; the search itself was not called. */
  readonly call?: MappedText
}

/** Text put together from pieces of several frames. */
export interface MappedText {
  readonly text: string
  /** In order, without gaps. */
  readonly segments: readonly Segment[]
}

export interface Segment {
  /** In the text put together. */
  readonly start: number
  readonly end: number
  readonly source: SegmentSource
}

interface SegmentSource {
  readonly frame: Frame
  /** Where the first character was written. */
  readonly offset: number
  /** Stands for the text up to there as a whole: its own characters were not written. */
  readonly whole?: number
}

export const frameText = (frame: Frame): MappedText => ({
  text: frame.text,
  segments:
    frame.text === '' ? [] : [{ start: 0, end: frame.text.length, source: { frame, offset: 0 } }],
})

/** Index of the segment that holds the offset. */
function segmentAt(segments: readonly Segment[], offset: number): number {
  let low = 0
  let high = segments.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (segments[middle]!.start <= offset) low = middle
    else high = middle - 1
  }
  return low
}

export function slice(text: MappedText, start: number, end: number): MappedText {
  const segments: Segment[] = []
  for (let index = segmentAt(text.segments, start); index < text.segments.length; index++) {
    const segment = text.segments[index]!
    if (segment.start >= end) break
    const from = Math.max(segment.start, start)
    const to = Math.min(segment.end, end)
    if (to <= from) continue
    const { source } = segment
    const shift = from - segment.start
    segments.push({
      start: from - start,
      end: to - start,
      source:
        shift === 0 || source.whole !== undefined
          ? source
          : { ...source, offset: source.offset + shift },
    })
  }
  return { text: text.text.slice(start, end), segments }
}

export function concat(parts: readonly MappedText[]): MappedText {
  const segments: Segment[] = []
  let length = 0
  for (const part of parts) {
    for (const { start, end, source } of part.segments) {
      segments.push({ start: start + length, end: end + length, source })
    }
    length += part.text.length
  }
  return { text: parts.map((part) => part.text).join(''), segments }
}

/** Another text in the place of this one. */
export function standIn(text: string, replaced: MappedText): MappedText {
  const first = replaced.segments[0]
  const last = replaced.segments.at(-1)
  if (first === undefined || last === undefined || text === '') return { text: '', segments: [] }
  const { frame, offset } = first.source
  const sameFrame = last.source.frame === frame
  const whole = sameFrame ? endOf(last) : endOf(first)
  return { text, segments: [{ start: 0, end: text.length, source: { frame, offset, whole } }] }
}

const endOf = ({ start, end, source }: Segment): number =>
  source.whole ?? source.offset + end - start

interface Written {
  readonly frame: Frame
  readonly span: Span
}

/** Where a span of the text was written, the outermost frame first. */
export function locate(text: MappedText, root: Frame, { start, end }: Span): readonly Place[] {
  if (text.segments.length === 0) return [placeOf({ frame: root, span: { start: 0, end: 0 } })]
  const first = pathOf(writtenAt(text, start))
  const last = end > start + 1 ? pathOf(writtenAt(text, end - 1)) : first
  // As deep as both ends are in the same call.
  const places: Place[] = []
  for (const [index, from] of first.entries()) {
    const to = last[index]
    if (to === undefined || to.frame !== from.frame) break
    const innermost = index === first.length - 1 && index === last.length - 1
    const empty = innermost && start === end
    const span = {
      start: Math.min(from.span.start, to.span.start),
      end: empty ? from.span.start : Math.max(from.span.end, to.span.end),
    }
    places.push(placeOf({ frame: from.frame, span }))
  }
  return places
}

const placeOf = ({ frame, span }: Written): Place => ({ name: frame.name, text: frame.text, span })

/** One character, or the whole it belongs to. At the end of the text: behind its last character. */
function writtenAt(text: MappedText, offset: number): Written {
  const segment = text.segments[segmentAt(text.segments, offset)]!
  const { frame, offset: origin, whole } = segment.source
  if (whole !== undefined) return { frame, span: { start: origin, end: whole } }
  const at = origin + Math.min(offset, segment.end) - segment.start
  return { frame, span: { start: at, end: Math.min(at + 1, frame.text.length) } }
}

/** The place and the calls that led to it, the outermost first. */
function pathOf(written: Written): readonly Written[] {
  const path = [written]
  for (let { call } = written.frame; call !== undefined; ) {
    const first = call.segments[0]!
    const last = call.segments.at(-1)!
    const { frame, offset } = first.source
    const end = last.source.frame === frame ? endOf(last) : endOf(first)
    path.unshift({ frame, span: { start: offset, end } })
    call = frame.call
  }
  return path
}
