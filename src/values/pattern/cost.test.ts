import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomPattern } from '../../../test/random-pattern.ts'
import { compilePattern } from '../pattern.ts'
import { characterTest } from './character-test.ts'
import { costOf } from './cost.ts'
import { charactersOf } from './first-set.ts'
import { machineOf } from './machine.ts'
import { nativePatternOf } from './native.ts'
import { parsePattern } from './parser.ts'
import { programOf } from './program.ts'
import { beginsWithLine } from './starts.ts'
import { hasLongerRun } from './text-runs.ts'
import { type AssertionPlace, type PatternNode, type RepeatNode, widthOf } from './tree.ts'

type Continue = (end: number) => boolean

class TooMany extends Error {}

/**
 * The steps of a matcher that goes back and tries again, as JavaScript's engine does: one for each character or place that it looks at. It
 * ends at the first match, or when there are more than `most`.
 */
function stepsOf(root: PatternNode, text: string, most: number): number {
  let steps = 0
  const step = (): void => {
    steps++
    if (steps > most) throw new TooMany()
  }
  const first = (node: PatternNode, at: number): number => {
    let found = -1
    match(node, at, (end) => {
      found = end
      return true
    })
    return found
  }
  const holdsAt = (place: AssertionPlace, at: number): boolean => {
    const isWord = (index: number): boolean => /^\w/.test(text.slice(index, index + 1))
    switch (place) {
      case 'start':
      case 'searchStart':
        return at === 0
      case 'lineStart':
        return at === 0 || (text[at - 1] === '\n' && at < text.length)
      case 'end':
        return at === text.length
      case 'lastLineEnd':
        return at === text.length || (text[at] === '\n' && at === text.length - 1)
      case 'lineEnd':
        return at === text.length || text[at] === '\n'
      case 'boundary':
        return isWord(at) !== (at > 0 && isWord(at - 1))
      case 'notBoundary':
        return isWord(at) === (at > 0 && isWord(at - 1))
    }
  }
  const sequence = (items: readonly PatternNode[], at: number, then: Continue): boolean => {
    const [item, ...rest] = items
    return item ? match(item, at, (end) => sequence(rest, end, then)) : then(at)
  }
  const repeat = (node: RepeatNode, count: number, at: number, then: Continue): boolean => {
    const again = (): boolean =>
      count < node.max && match(node.body, at, (end) => repeat(node, count + 1, end, then))
    if (count < node.min) return again()
    return node.mode === 'lazy' ? then(at) || again() : again() || then(at)
  }
  const match = (node: PatternNode, at: number, then: Continue): boolean => {
    switch (node.kind) {
      case 'empty':
        return then(at)
      case 'character':
      case 'set':
        step()
        return at < text.length && characterTest(node).takes(text.charCodeAt(at)) && then(at + 1)
      case 'assertion':
        step()
        return holdsAt(node.at, at) && then(at)
      case 'sequence':
        return sequence(node.items, at, then)
      case 'alternation':
        return node.alternatives.some((alternative) => match(alternative, at, then))
      case 'capture':
        return match(node.body, at, then)
      case 'atomic': {
        const end = first(node.body, at)
        return end >= 0 && then(end)
      }
      case 'look':
        if (node.behind) {
          const begin = at - widthOf(node.body).most
          const holds = begin >= 0 && first(node.body, begin) === at
          return holds !== node.negative && then(at)
        }
        return first(node.body, at) >= 0 !== node.negative && then(at)
      case 'repeat': {
        if (node.mode !== 'possessive') return repeat(node, 0, at, then)
        const end = first({ ...node, mode: 'greedy' }, at)
        return end >= 0 && then(end)
      }
      case 'backreference':
      case 'keep':
        throw new Error('never for JavaScript’s engine')
    }
  }
  const lines = beginsWithLine(root)
  try {
    for (let start = 0; start <= text.length; start++) {
      if (lines) step()
      if (lines && start > 0 && text[start - 1] !== '\n') continue
      if (match(root, start, () => true)) break
    }
  } catch (error) {
    if (!(error instanceof TooMany)) throw error
  }
  return steps
}

/** The bound counts what the steps grow with; a step of it stands for so many single ones at most. */
const STEPS_PER_STEP = 3

function nodeOf(source: string): PatternNode | null {
  const parsed = parsePattern(source)
  if ('problem' in parsed) return null
  return nativePatternOf(parsed.root, parsed.groupNames.length - 1) ? parsed.root : null
}

/** A text must not be called safe for fewer steps than it takes. */
function expectBounded(source: string, text: string): boolean {
  const root = nodeOf(source)
  if (!root) return false
  const steps = stepsOf(root, text, 2e5)
  const fewer = Math.ceil(steps / STEPS_PER_STEP) - 1
  expect(costOf(root, fewer).isSafe(text)).toBe(false)
  return true
}

const quantifier = fc.constantFrom(
  '',
  '',
  '',
  '*',
  '+',
  '?',
  '*?',
  '+?',
  '{2}',
  '{0,3}',
  '{3,}',
  '++',
  '*+',
)
const single = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '[^b]', '\\s', '\\S', '\\n')
const pattern = randomPattern({
  simple: fc.oneof(
    fc.tuple(single, quantifier).map((parts) => parts.join('')),
    fc.constantFrom('^', '$', '\\b', '(?m:^)', '(?m:$)', '\\z', 'abc', 'aab'),
  ),
  groups: ['(', '(?:', '(?>'],
  looks: ['(?=', '(?!'],
  quantifier,
})
/** Stretches of one or a few characters again and again: what goes back far needs them. */
const text = fc
  .array(
    fc
      .tuple(
        fc.constantFrom('a', 'b', 'c', ' ', '\n', 'ab', 'a\n', 'aab', 'abc', 'ba ', 'aaaaaaa\n'),
        fc.constantFrom(1, 1, 2, 5, 20, 60),
      )
      .map(([piece, times]) => piece.repeat(times)),
    { minLength: 1, maxLength: 5 },
  )
  .map((pieces) => pieces.join('').slice(0, 200))

describe('no text takes more steps than the bound says', () => {
  const isBounded = (source: string, subject: string) =>
    it(`${source} on ${JSON.stringify(subject.slice(0, 12))}…`, () => {
      expect(expectBounded(source, subject)).toBe(true)
    })

  // Iterations that look far ahead and go on near by.
  isBounded('^(?:a(?=[^b]*b))*c', `${'a'.repeat(300)}!b`)
  isBounded('^(?:(?!.*x)a)*b', 'a'.repeat(300))
  isBounded('^(?:a(?:.*x)?+)*b', 'a'.repeat(300))
  isBounded('^(?:a(?>.*x|))*b', 'a'.repeat(300))
  isBounded('^(?:a(?=a*)){2,}b', 'a'.repeat(300))
  // A run gives back characters in vain, with much to try before what follows has failed.
  isBounded('^a*(?=[ab]*b)c', `${'a'.repeat(300)}b`)
  isBounded(`^a*${'b?'.repeat(20)}c`, 'a'.repeat(300))
  isBounded('^a*(?:b|c|d|e|f|g|h|i|j|k|l|m|n|o|p)x', 'a'.repeat(300))
  isBounded(`^(?:a.)*${'b?'.repeat(20)}c`, 'a'.repeat(300))
  isBounded('^a*(?<=aaaaaaaa)b', 'a'.repeat(300))
  // A lookahead takes at every start what the end of a pattern takes once.
  isBounded('(?=a.*)b', 'a'.repeat(300))
  // What follows the first line is tried from the start of each.
  isBounded('.*\\n[^x]*x', '\n'.repeat(300))
  isBounded('(.*\\n)[^x]*x', 'a\n'.repeat(200))
  // Many runs that end where a long row of characters begins.
  isBounded(`[^x]*x${'y'.repeat(60)}z`, `${'a'.repeat(30)}x${'y'.repeat(60)}`.repeat(5))
  isBounded(`[^x]*${'xyyyy'.repeat(10)}z`, 'xyyyy'.repeat(100))
  isBounded('\\S*\\S*\\S*!', `${'a'.repeat(40)} `.repeat(5))
  isBounded('(?:[^,]+,)*x', 'ab,'.repeat(100))

  it('whatever the pattern and the text', () => {
    let compared = 0
    fc.assert(
      fc.property(pattern, text, (source, subject) => {
        if (expectBounded(source, subject)) compared++
      }),
      { numRuns: 5000 },
    )
    expect(compared).toBeGreaterThan(700)
  }, 60_000)
})

describe('longer texts are safe when their runs are short', () => {
  const lines = 'Get-Item -Path one two three | Out-Null\n'.repeat(1500)
  const longLine = 'Get-Item '.repeat(11_111)
  const safe = (source: string, subject: string, result: boolean) =>
    it(`${source} on ${JSON.stringify(subject.slice(0, 12))}…: ${result}`, () => {
      const cost = costOf(nodeOf(source) as PatternNode, 2e8)
      expect(cost.longestSafeText).toBeLessThan(subject.length)
      expect(cost.isSafe(subject)).toBe(result)
    })

  safe('(?i)Kerberos.*(policy|ticket)|get-\\S+(credent|password)', lines, true)
  safe('(?i)Kerberos.*(policy|ticket)|get-\\S+(credent|password)', longLine, false)
  safe('(?i)invoke-\\S+hunter', longLine, true)
  safe('[A-Za-z0-9+/]{44,}([A-Za-z0-9+/]{4}|==)', longLine, true)
  safe('x.*.*=.*', lines, true)
  safe('x[^|]*=[^|]*!', 'a|'.repeat(50_000), true)
  safe('x[^|]*=[^|]*!', lines.replaceAll('|', ' '), false)
  safe('x[^|]*=', '\u00e9'.repeat(50_000), false)
  // As many iterations as the text has places, however short they are.
  safe('(?:[^,]+,)*x', 'ab,'.repeat(50_000), false)
  safe('(a+)+$', lines, false)
})

it('tells the longest run', () =>
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'a', 'b', 'é'), maxLength: 40 }),
      fc.constantFrom('[a]', '[^b]', 'é'),
      fc.nat(10),
      (subject, source, most) => {
        const set = nodeOf(source) as Extract<PatternNode, { kind: 'set' }>
        const runs = [...subject.matchAll(new RegExp(`(?:${source})+`, 'g'))]
        const longest = Math.max(0, ...runs.map(([run]) => run.length))
        expect(hasLongerRun(subject, charactersOf(set), most)).toBe(longest > most)
      },
    ),
  ))

it('finds the same in long texts whichever engine they get', () => {
  let matched = 0
  const line = fc.string({ unit: fc.constantFrom('a', 'b', '1', '='), maxLength: 25 })
  const source = fc.constantFrom(
    'b.*.*=.*1(\\S*)',
    '(?i)a.*(1|b=) |1\\S+a=(.*)b$',
    '(\\S+)=(.*?)1.*=$',
    '.*(a+)=.*1.*\\n.*b(1*)',
    '[ab=]{9,}(a[ab=]*1|=b)',
  )
  fc.assert(
    fc.property(source, fc.array(line, { minLength: 2, maxLength: 8 }), (written, ends) => {
      const subject = `${'a b=A\n'.repeat(4000)}${ends.join('\n')}`
      const compiled = compilePattern(written)
      const parsed = parsePattern(written)
      if ('problem' in compiled || 'problem' in parsed) throw new Error(written)
      const program = programOf(parsed)
      const bounds = program && machineOf(program, 1e8)(subject, 0)
      if (bounds === 'out of steps') throw new Error(written)
      const found = compiled.exec(subject)
      if (found) matched++
      expect(found && [found.index, found.end]).toEqual(bounds && [bounds[0], bounds[1]])
    }),
    { numRuns: 150 },
  )
  expect(matched).toBeGreaterThan(10)
})
