import { foldCase } from '../fold-case.ts'
import type { CharacterTest } from './character-test.ts'
import { mayHold } from './first-set.ts'
import { look, op, type Program, places } from './program.ts'

/** Bounds of the groups: start and end of the whole match, of group 1, and so on; -1 where a group took no part. */
export type Bounds = Int32Array

/** The number of steps or the memory for one search is used up. */
export type OutOfSteps = 'out of steps'

/** Bits of memory of failures for one search: 16 MB. */
const MOST_BITS = 2 ** 27
/** Numbers on the stack of choices: 48 MB. */
const MOST_STACK = 12_000_000
/** Steps per character after which failures are remembered: most searches end before. */
const PATIENCE = 8

/** Marks a frame of a run that gives back one character after the other. */
const GIVES_BACK = 0x4000_0000
const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800
const isLow = (unit: number): boolean => (unit & 0xfc00) === 0xdc00

const PLACE = Object.fromEntries(places.map((place, index) => [place, index])) as Record<
  (typeof places)[number],
  number
>

const isWord = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at)
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit === 95
  )
}

/**
 * A matcher that tries what PCRE would try, in the same order, and counts its steps. Where no reference makes the outcome depend on more
 * than the place in program and text, it remembers which places failed and never tries them twice: time is then linear in the text.
 * One file, because the loop is one: what it shares is kept in local variables for speed.
 */
export function machineOf(program: Program, mostSteps: number) {
  const { code, sets, references, groups, registers, slots, first } = program
  /** Bounds of groups, then the marks of loops: all that is restored on the way back. */
  const state = new Int32Array(groups * 2 + registers)
  const bounds = state.subarray(0, groups * 2)
  let stack = new Int32Array(3 * 256)
  let top = 0
  let text = ''
  let searchStart = 0
  let steps = 0
  let patience = 0
  let failures: Uint32Array | null = null
  /** For each run that has no bound: the stretch of text that was tried last. */
  const triedFrom = new Int32Array(slots)
  const triedTo = new Int32Array(slots)
  const triedLeast = new Int32Array(slots)
  /** For each set: a stretch of its characters, and where it ends. */
  const stretchFrom = new Int32Array(sets.length)
  const stretchTo = new Int32Array(sets.length)
  let leastEnd = 0

  const push = (place: number, at: number, extra: number): void => {
    if (top + 3 > stack.length) {
      if (stack.length * 2 > MOST_STACK) {
        steps = Number.POSITIVE_INFINITY
        return
      }
      const larger = new Int32Array(stack.length * 2)
      larger.set(stack)
      stack = larger
    }
    stack[top++] = place
    stack[top++] = at
    stack[top++] = extra
  }

  const startRemembering = (): void => {
    patience = Number.POSITIVE_INFINITY
    const bits = slots * (text.length + 1)
    if (slots === 0 || bits > MOST_BITS) return
    failures = new Uint32Array((bits >> 5) + 1)
    triedFrom.fill(-1)
    triedTo.fill(-2)
  }

  /** Whether this choice was made at this place before; notes that it is made now. */
  const wasTried = (slot: number, at: number): boolean => {
    const memory = failures as Uint32Array
    const bit = slot * (text.length + 1) + at
    const word = memory[bit >> 5] as number
    const mask = 1 << (bit & 31)
    if (word & mask) return true
    memory[bit >> 5] = word | mask
    return false
  }

  /** Where the character at this place ends if the test takes it, else -1. */
  const takeOne = (test: CharacterTest, at: number): number => {
    if (at >= text.length) return -1
    const unit = text.charCodeAt(at)
    if (unit < 256) return test.latin[unit] === 1 ? at + 1 : -1
    if (isHigh(unit) && isLow(text.charCodeAt(at + 1)))
      return test.takes(text.codePointAt(at) as number) ? at + 2 : -1
    return test.takes(unit) ? at + 1 : -1
  }

  /**
   * Where the longest run from this place ends. The last stretch of each set is kept, so that the runs of all starts together are as long as
   * the text, not as its square.
   */
  const runEnd = (index: number, at: number): number => {
    const from = stretchFrom[index] as number
    const to = stretchTo[index] as number
    if (at >= from && at <= to) return to
    const test = sets[index] as CharacterTest
    let end = at
    for (let next = takeOne(test, at); next >= 0 && end !== from; next = takeOne(test, end))
      end = next
    steps += (end - at) >> 3
    if (end === from) end = to
    stretchFrom[index] = at
    stretchTo[index] = end
    return end
  }

  /** End of a run of at most so many characters (-1 for any number), or -1 when there are fewer than `min`. Notes where the least one ends. */
  const takeRun = (index: number, at: number, min: number, max: number): number => {
    const test = sets[index] as CharacterTest
    let end = at
    for (let count = 0; count < min; count++) {
      end = takeOne(test, end)
      if (end < 0) return -1
    }
    leastEnd = end
    steps += min >> 3
    if (max < 0) return runEnd(index, end)
    for (let count = min; count < max; count++) {
      const next = takeOne(test, end)
      if (next < 0) break
      end = next
    }
    steps += (end - leastEnd) >> 3
    return end
  }

  const holdsAt = (place: number, at: number): boolean => {
    const { length } = text
    switch (place) {
      case PLACE.start:
        return at === 0
      case PLACE.lineStart:
        return at === 0 || (text.charCodeAt(at - 1) === 10 && at < length)
      case PLACE.end:
        return at === length
      case PLACE.lastLineEnd:
        return at === length || (at === length - 1 && text.charCodeAt(at) === 10)
      case PLACE.lineEnd:
        return at === length || text.charCodeAt(at) === 10
      case PLACE.boundary:
        return isWord(text, at - 1) !== isWord(text, at)
      case PLACE.notBoundary:
        return isWord(text, at - 1) === isWord(text, at)
      default:
        return at === searchStart
    }
  }

  const takeReference = (index: number, at: number): number => {
    const reference = references[index] as (typeof references)[number]
    const group = reference.groups.find((number) => (bounds[number * 2 + 1] as number) >= 0)
    if (group === undefined) return -1
    const from = bounds[group * 2] as number
    const length = Math.max(0, (bounds[group * 2 + 1] as number) - from)
    if (at + length > text.length) return -1
    let same = 0
    while (same < length && text.charCodeAt(from + same) === text.charCodeAt(at + same)) same++
    steps += same >> 2
    if (same === length) return at + length
    if (!reference.ignoreCase) return -1
    steps += length
    const wanted = foldCase(text.slice(from, from + length))
    return foldCase(text.slice(at, at + length)) === wanted ? at + length : -1
  }

  const backBy = (characters: number, at: number): number => {
    let start = at
    for (let i = 0; i < characters; i++) {
      if (start <= 0) return -1
      start -=
        start > 1 && isLow(text.charCodeAt(start - 1)) && isHigh(text.charCodeAt(start - 2)) ? 2 : 1
    }
    return start
  }

  const previous = (at: number): number =>
    isLow(text.charCodeAt(at - 1)) && isHigh(text.charCodeAt(at - 2)) ? at - 2 : at - 1

  /** Keeps what restores groups, drops the choices: a look that held, or an atomic group, is not entered again. */
  const dropChoices = (base: number): void => {
    let kept = base
    for (let i = base; i < top; i += 3) {
      if ((stack[i] as number) >= 0) continue
      stack[kept++] = stack[i] as number
      stack[kept++] = stack[i + 1] as number
      stack[kept++] = stack[i + 2] as number
    }
    top = kept
  }

  /** Undoes what was tried since `base`. */
  const unwind = (base: number): void => {
    while (top > base) {
      top -= 3
      const place = stack[top] as number
      if (place < 0) state[-1 - place] = stack[top + 1] as number
    }
  }

  /** Runs from a place of program and text; the end of the match, or -1. Inside of looks nothing is remembered. */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a branch for each instruction, and calls would cost more than most of them
  const run = (startPlace: number, startAt: number, inside: boolean): number => {
    const base = top
    let place = startPlace
    let at = startAt
    for (;;) {
      if (++steps > patience) startRemembering()
      if (steps > mostSteps) return -1
      let failed = false
      switch (code[place]) {
        case op.match:
          return at
        case op.unit:
          if (text.charCodeAt(at) === code[place + 1]) {
            at++
            place += 2
          } else failed = true
          break
        case op.set: {
          const end = takeOne(sets[code[place + 1] as number] as CharacterTest, at)
          if (end < 0) failed = true
          else {
            at = end
            place += 2
          }
          break
        }
        case op.split:
          if (failures && !inside && wasTried(code[place + 3] as number, at)) failed = true
          else {
            push(code[place + 2] as number, at, 0)
            place = code[place + 1] as number
          }
          break
        case op.jump:
          place = code[place + 1] as number
          break
        case op.save: {
          const index = code[place + 1] as number
          push(-1 - index, state[index] as number, 0)
          state[index] = at
          place += 2
          break
        }
        case op.run: {
          const max = code[place + 3] as number
          const slot = code[place + 4] as number
          const remembers = failures !== null && !inside
          const mayMeet = remembers && max < 0
          if (
            remembers &&
            ((mayMeet && at >= (triedFrom[slot] as number) && at <= (triedTo[slot] as number)) ||
              wasTried(slot, at))
          ) {
            failed = true
            break
          }
          let end = takeRun(code[place + 1] as number, at, code[place + 2] as number, max)
          if (end < 0) {
            failed = true
            break
          }
          if (mayMeet) {
            const tried = triedLeast[slot] as number
            // A run that begins earlier and reaches the stretch tried last has only the ends before it to try.
            const meets = at < (triedFrom[slot] as number) && end === triedTo[slot]
            triedFrom[slot] = at
            triedTo[slot] = end
            triedLeast[slot] = leastEnd
            if (meets) end = previous(tried)
            if (end < leastEnd) {
              failed = true
              break
            }
          }
          if (end > leastEnd) push(place | GIVES_BACK, end, leastEnd)
          if (remembers && wasTried(slot + 1, end)) failed = true
          else {
            at = end
            place += 6
          }
          break
        }
        case op.hold: {
          const index = code[place + 1] as number
          const end = takeRun(index, at, code[place + 2] as number, code[place + 3] as number)
          if (end < 0) failed = true
          else {
            at = end
            place += 4
          }
          break
        }
        case op.assert:
          if (holdsAt(code[place + 1] as number, at)) place += 2
          else failed = true
          break
        case op.look: {
          if (failures && !inside && wasTried(code[place + 3] as number, at)) {
            failed = true
            break
          }
          const kind = code[place + 1] as number
          const below = top
          const end = run(place + 4, at, true)
          if (end < 0 || kind === look.notAhead) unwind(below)
          else dropChoices(below)
          if (end >= 0 === (kind === look.notAhead)) failed = true
          else {
            if (kind === look.atomic) at = end
            place = code[place + 2] as number
          }
          break
        }
        case op.back:
          at = backBy(code[place + 1] as number, at)
          if (at < 0) failed = true
          else place += 2
          break
        case op.reference: {
          const end = takeReference(code[place + 1] as number, at)
          if (end < 0) failed = true
          else {
            at = end
            place += 2
          }
          break
        }
        case op.mark: {
          const index = groups * 2 + (code[place + 1] as number)
          push(-1 - index, state[index] as number, 0)
          state[index] = at
          place += 2
          break
        }
        default:
          place =
            state[groups * 2 + (code[place + 1] as number)] === at
              ? (code[place + 2] as number)
              : place + 3
      }
      while (failed) {
        if (top <= base) return -1
        steps++
        top -= 3
        const next = stack[top] as number
        const extra = stack[top + 1] as number
        if (next < 0) state[-1 - next] = extra
        else if (next & GIVES_BACK) {
          const shorter = previous(extra)
          const least = stack[top + 2] as number
          // The frame stays for the next, shorter one.
          if (shorter > least) {
            stack[top + 1] = shorter
            top += 3
          }
          const runPlace = next & ~GIVES_BACK
          if (failures && !inside && wasTried((code[runPlace + 4] as number) + 1, shorter)) continue
          at = shorter
          place = runPlace + 6
          failed = false
        } else {
          at = extra
          place = next
          failed = false
        }
      }
    }
  }

  /** The first match from this place on, `null` when there is none. The bounds are overwritten by the next search. */
  return (subject: string, from: number): Bounds | OutOfSteps | null => {
    text = subject
    searchStart = from
    steps = 0
    patience = PATIENCE * (text.length - from) + 500
    failures = null
    stretchFrom.fill(-1)
    stretchTo.fill(-2)
    for (let start = from; start <= text.length; start++) {
      if (start < text.length && !mayHold(first, text.charCodeAt(start))) {
        // An empty match needs no first character; its set then holds everything.
        continue
      }
      if (start > from && isLow(text.charCodeAt(start)) && isHigh(text.charCodeAt(start - 1)))
        continue
      top = 0
      state.fill(-1)
      bounds[0] = start
      const end = run(0, start, false)
      if (steps > mostSteps) return 'out of steps'
      if (end >= 0) {
        bounds[1] = end
        return bounds
      }
    }
    return null
  }
}
