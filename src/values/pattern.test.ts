import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomPattern } from '../../test/random-pattern.ts'
import { machineOf } from './pattern/machine.ts'
import { nativePatternOf } from './pattern/native.ts'
import { parsePattern } from './pattern/parser.ts'
import { programOf } from './pattern/program.ts'
import { compilePattern, engineOf, nativeEngine, PatternTimeout } from './pattern.ts'

/** What our own matcher finds, whichever engine the pattern would get. */
function ownGroups(source: string, text: string, from = 0) {
  const parsed = parsePattern(source)
  if ('problem' in parsed) throw new Error(parsed.problem)
  const program = programOf(parsed)
  if (!program) throw new Error('too large')
  const bounds = machineOf(program, 2e6)(text, from)
  if (bounds === null || bounds === 'out of steps') return bounds
  const groups: (string | undefined)[] = []
  for (let i = 0; i < bounds.length; i += 2)
    groups.push(
      i > 0 && (bounds[i + 1] as number) < 0 ? undefined : text.slice(bounds[i], bounds[i + 1]),
    )
  return groups
}

function groupsOf(source: string, text: string, from = 0) {
  const compiled = compilePattern(source)
  if ('problem' in compiled) throw new Error(compiled.problem)
  return compiled.exec(text, from)?.groups.slice() ?? null
}

describe('what matches', () => {
  /** `groups` are those of the first match, the whole one first; `null` for no match. */
  const finds = (source: string, text: string, ...groups: (string | undefined)[] | [null]) =>
    it(`${source} in ${JSON.stringify(text)}`, () => {
      const expected = groups[0] === null ? null : groups
      expect(groupsOf(source, text)).toEqual(expected)
      expect(ownGroups(source, text)).toEqual(expected)
    })

  describe('characters', () => {
    finds('a.c', 'a\nc abc', 'abc')
    finds('a.c', 'a\rc', 'a\rc')
    finds('a.c', 'a😀c', 'a😀c')
    finds('^.{2}$', '😀😀', '😀😀')
    finds('\\x41\\x{1F600}\\101\\o{102}\\t', 'A😀AB\t', 'A😀AB\t')
    finds('\\e\\a\\f\\cA\\0', '\x1b\x07\f\x01\0', '\x1b\x07\f\x01\0')
    finds('\\Qa.b*\\E+', 'a.b**', 'a.b**')
    finds('\\Q[x', '[x', '[x')
    finds('x{', 'x{', 'x{')
    finds('x{,3}', 'x{,3}', 'x{,3}')
    finds('\\"\\-\\/\\ \\<\\é', '"-/ <é', '"-/ <é')
    finds('\\y\\i', 'yi', 'yi')
    finds(']', ']', ']')
    finds('', 'abc', '')
  })
  describe('sets', () => {
    finds('[^a]', 'a\n', '\n')
    finds('[]a]+', ']a]', ']a]')
    finds('[^]a]+', ']ab', 'b')
    finds('[a-c-e]+', 'xa-e', 'a-e')
    finds('[\\w-]+', '!a-b', 'a-b')
    finds('[\\d-z]+', '1-z', '1-z')
    finds('[[:alpha:]_]+', '12ab_', 'ab_')
    finds('[[:^digit:]]+', '12ab', 'ab')
    finds('[[:punct:]]+', 'a?!b', '?!')
    finds('[[:xdigit:][:space:]]+', 'xfF 0z', 'fF 0')
    finds('[\\b]', 'a\b', '\b')
    finds('[\\Q^]\\E]+', 'a]^', ']^')
    finds('[\\x41-\\x{43}\\104]+', 'xABCD', 'ABCD')
    finds('[a\\]b]+', 'x]b', ']b')
    finds('[^\\W\\d]+', '1_a!', '_a')
    finds('\\d+\\D+', '٣4x', '4x')
    finds('\\w+', 'é_a1', '_a1')
    finds('\\s+', 'a\u00a0 \v\f b', ' \v\f ')
    finds('\\h+\\H', 'a\u00a0\tb', '\u00a0\tb')
    finds('\\v\\V', '\u2028x', '\u2028x')
    finds('\\R{2}', 'a\r\n\n', '\r\n\n')
    finds('(?:^|a)?', 'a', '')
    finds('(.*)?x', 'x', 'x', '')
    finds('\\N+', 'ab\nc', 'ab')
    finds('\\p{Lu}\\pL+\\P{L}', 'xÄö1', 'Äö1')
    finds('\\p{^L}\\p{Greek}', 'aα 1β', ' 1β'.slice(1))
    finds('\\p{L&}+', '1ǅa', 'ǅa')
    finds('[\\p{Nd}\\P{Any}]+', 'a٣', '٣')
  })
  describe('case', () => {
    finds('(?i)AbC', 'xaBc', 'aBc')
    finds('(?i)straße', 'STRAßE', 'STRAßE')
    finds('(?i)ÄÖ', 'äö', 'äö')
    finds('(?i)[a-c]+', 'xAbC', 'AbC')
    finds('(?i)\\Wk', 'kk k', ' k')
    finds('a(?i)b', 'AB aB', 'aB')
    finds('a(?i)b|c', 'C', 'C')
    finds('a(?i:b)c', 'aBC aBc', 'aBc')
    finds('(?i)a(?-i)b', 'AB Ab', 'Ab')
    finds('(?i:[a-c])x', 'BX Bx', 'Bx')
    finds('(a(?i)b)c', 'aBC aBc', 'aBc', 'aB')
    finds('((?i)k)K', '\u212aK', '\u212aK', '\u212a')
  })
  describe('flags', () => {
    finds('(?s)a.c', 'a\nc', 'a\nc')
    finds('(?s-s)a.c', 'a\nc', null)
    finds('(?x) a b # remark\n c', 'abc', 'abc')
    finds('(?x)a [ ] b', 'a b', 'a b')
    finds('(?x)a {2}', 'aa', 'aa')
    finds('(?U)a+', 'aaa', 'a')
    finds('(?U)a+?', 'aaa', 'aaa')
    finds('(?im)^B$', 'a\nb\n', 'b')
    finds('(?^)a', 'A', null)
    finds('(?#remark (b)a', 'ba', 'a')
  })
  describe('places', () => {
    finds('a$', 'a\n', 'a')
    finds('a$', 'a\nb', null)
    finds('a\\Z', 'a\n', 'a')
    finds('a\\z', 'a\n', null)
    finds('(?m)^b', 'a\nb', 'b')
    finds('(?m)^', '\n', '')
    finds('(?m)a$', 'a\nb', 'a')
    finds('(?m)\\Ab', 'a\nb', null)
    finds('\\bfoo\\b', 'food foo', 'foo')
    finds('\\Boo', 'oo foo', 'oo')
    finds('\\Gb', 'ab', null)
    finds('foo\\Kbar', 'foobar', 'bar')
    finds('(a)\\K(b)?', 'ab', 'b', 'a', 'b')
  })
  describe('groups', () => {
    finds("(?<n>a)(?P<m>b)(?'o'c)", 'abc', 'abc', 'a', 'b', 'c')
    finds('(?:a)(b)', 'ab', 'ab', 'b')
    finds('(a)|(b)', 'b', 'b', undefined, 'b')
    finds('(?:(a)|b)*', 'ab', 'ab', 'a')
    finds('(a|b)*', 'ab', 'ab', 'b')
    finds('(a?)*', 'aa', 'aa', '')
    finds('(?|(a)|(b))(c)', 'bc', 'bc', 'b', 'c')
    finds('(?<n>a)|(?<n>b)', 'b', 'b', undefined, 'b')
    finds('(?=(a))ab', 'ab', 'ab', 'a')
    finds('(?!(a))b', 'b', 'b', undefined)
    finds('(?>a+)(b)', 'aab', 'aab', 'b')
  })
  describe('references', () => {
    finds('(a|b)\\1', 'abb', 'bb', 'b')
    finds('(?<q>[\'"])(.*?)\\k<q>', 'x "it\'s"', '"it\'s"', '"', "it's")
    finds("(?<q>.)\\k'q'\\k{q}(?P=q)\\g{q}", 'aaaaa', 'aaaaa', 'a')
    finds('(.)(.)\\g{-1}\\g1', 'abba', 'abba', 'a', 'b')
    finds('(?i)(a)\\1', 'aA', 'aA', 'a')
    finds('(a)?\\1b', 'b', null)
    finds('(?:(?<n>a)|(?<n>b))\\k<n>', 'bb', 'bb', undefined, 'b')
    finds('\\11', '\t', '\t')
    finds(
      '(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\\10',
      'abcdefghijj',
      ...'abcdefghijj,a,b,c,d,e,f,g,h,i,j'.split(','),
    )
  })
  describe('repetition', () => {
    finds('a{2,3}', 'aaaa', 'aaa')
    finds('a{2,3}?', 'aaaa', 'aa')
    finds('a{2}', 'a aa', 'aa')
    finds('a{2,}b', 'ab aaab', 'aaab')
    finds('(ab){2}', 'ababab', 'abab', 'ab')
    finds('(?:ab?){2,3}c', 'aababc', 'aababc')
    finds('a*?b', 'aab', 'aab')
    finds('a++b', 'aab', 'aab')
    finds('a++a', 'aaa', null)
    finds('(?>a+)a', 'aaa', null)
    finds('(?>a|ab)c', 'abc', null)
    finds('(?:a|ab)c', 'abc', 'abc')
    finds('(?:a|ab)?+c', 'abc', 'c')
    finds('"[^"]*+"', 'x"y"', '"y"')
    finds('\\d{1,3}+\\.', '1234.', '234.')
    finds('(?:a?){3}b', 'aab', 'aab')
    finds('(?:)*a', 'a', 'a')
    finds('a**b', 'aab', 'aab')
    finds('(?:a*)*b', 'aab', 'aab')
    finds('(?:a|b*)*c', 'abbac', 'abbac')
    finds('\\b+a', 'a', 'a')
    finds('(?=a)?a', 'a', 'a')
    finds('x{0}a', 'xa', 'a')
  })
  describe('looking around', () => {
    finds('a(?=b)', 'ac ab', 'a')
    finds('a(?!b)', 'abac', 'a')
    finds('(?<=\\$)\\d+', '€1 $23', '23')
    finds('(?<!\\$)\\b\\d+', '$1 23', '23')
    finds('(?<=ab|c)x', 'abx', 'x')
    finds('(?<=😀)x', '😀x', 'x')
    finds('(?<=(a)b)c', 'abc', 'c', 'a')
    finds('^(?!.*secret).*$', 'no secret', null)
    finds('(?=.*\\d)(?=.*[a-z]).{3}', 'a1-', 'a1-')
  })
})

it('tells offsets and names', () => {
  const compiled = compilePattern('(?<user>\\w+)@(x)?(?<host>\\w+)')
  if ('problem' in compiled) throw new Error(compiled.problem)
  expect(compiled.groupNames).toEqual(['', 'user', '', 'host'])
  const match = compiled.exec('to: ann@home')
  expect(match?.index).toBe(4)
  expect(match?.end).toBe(12)
  expect(match?.starts).toEqual([4, 4, -1, 8])
  expect(compiled.exec('ann@home', 1)?.groups[1]).toBe('nn')
  expect(compiled.exec('ann@home', 9)).toBe(null)
})

it('tells offsets when our groups stand between', () => {
  const compiled = compilePattern('(?>a+)(b)(?:c++)(d)')
  if ('problem' in compiled) throw new Error(compiled.problem)
  const match = compiled.exec('xaabccd')
  expect(match?.groups).toEqual(['aabccd', 'b', 'd'])
  expect(match?.starts).toEqual([1, 3, 6])
})

it('begins with a line, or where the search starts', () => {
  expect(groupsOf('.*b', 'xx\nab\ncb')).toEqual(['ab'])
  expect(groupsOf('.*?b', 'abcb', 2)).toEqual(['cb'])
  expect(groupsOf('(.*)b', 'xab\nx', 5)).toBe(null)
})

it('takes the places of a search from where it starts', () => {
  expect(groupsOf('\\Gb', 'ab', 1)).toEqual(['b'])
  expect(groupsOf('^b', 'ab', 1)).toBe(null)
  expect(groupsOf('(?<=a)b', 'ab', 1)).toEqual(['b'])
})

describe('refusals', () => {
  const says = (source: string, part: string, offset?: number) =>
    it(source, () => {
      const compiled = compilePattern(source)
      expect('problem' in compiled ? compiled.problem : 'compiled').toContain(part)
      if (offset !== undefined) expect(compiled).toMatchObject({ offset })
    })

  says('(a', '( is not closed', 0)
  says('a)', ') was never opened', 1)
  says('[a', '[ is not closed', 0)
  says('*a', 'nothing to repeat', 0)
  says('a|+', 'nothing to repeat', 2)
  says('[z-a]', 'out of order')
  says('a{3,2}', 'out of order')
  says('a{99999}', 'more than 65535')
  says('\\', '\\ at the end')
  says('\\1', 'no group 1')
  says('\\k<x>', 'no group "x"')
  says('(?<1a>b)', 'begins with a digit')
  says('(?<a-b>c)', 'letters, digits and underscores')
  says('(?<>c)', 'empty')
  says('(?R)', 'recursion')
  says('(a)(?1)', 'recursion')
  says('(?P>n)', 'recursion')
  says('(?(1)a|b)', 'conditional')
  says('(?C1)', 'callouts')
  says('(*SKIP)a', 'verbs')
  says('\\X', '\\X is not supported')
  says('\\u0041', '\\u is not supported')
  says('\\p{Klingon}', 'unknown Unicode property "Klingon"')
  says('[[:foo:]]', 'unknown POSIX class "foo"')
  says('(?<=a+)b', 'fixed length')
  says('(?z)a', 'unknown flag "z"')
  says('(?#', 'not closed')
  says('\\x{110000}', 'too large')
  says(`${'('.repeat(300)}${')'.repeat(300)}`, 'nested too deeply')
  says('x'.repeat(32_769), 'longer than')
})

describe('hostile patterns end in time', () => {
  const ends = (source: string, text: string, result: boolean | 'timeout') =>
    it(`${source} on ${text.length} characters`, () => {
      const compiled = compilePattern(source)
      if ('problem' in compiled) throw new Error(compiled.problem)
      let found: boolean | 'timeout'
      try {
        found = compiled.test(text)
      } catch (error) {
        expect(error).toBeInstanceOf(PatternTimeout)
        found = 'timeout'
      }
      expect(found).toBe(result)
      // On an idle machine each ends within a second.
    }, 10_000)

  const As = 'a'.repeat(50_000)
  ends('(a+)+$', `${As}!`, false)
  ends('^(a+)+$', `${'a'.repeat(40)}!`, false)
  ends('(a|a)*$x', As, false)
  ends('(a|aa)+$', `${As}!`, false)
  ends('(.*)*x', 'a'.repeat(10_000), false)
  ends('(\\w+\\s?)+$', `${As}!`, false)
  ends('(x+x+)+y', 'x'.repeat(20_000), false)
  ends('.*.*=.*', 'x'.repeat(100_000), false)
  ends('^(([a-z])+.)+[A-Z]([a-z])+$', As, false)
  ends('\\s+$', `${' '.repeat(100_000)}x`, false)
  ends('x*y', 'x'.repeat(100_000), false)
  ends('(?>a+)+b', As, false)
  ends('(?:a+?)+?b', As, false)
  ends('(a?){40}a{40}', 'a'.repeat(39), false)
  ends('^.*?a.*?b.*?c.*?d$', 'abc'.repeat(10_000), false)
  ends('(a*)*\\1[bc]', 'a'.repeat(60), 'timeout')
  ends('(.+)\\1[xy]', 'a'.repeat(5000), 'timeout')
  ends('(?!(a+)+$)b|(?=(a+)+!)x', 'a'.repeat(5000), false)
  ends('^(?=(a+)+$)', `${'a'.repeat(60)}!`, 'timeout')
  ends('((a{0,100}){0,100}){0,100}[bc]', 'a'.repeat(500), 'timeout')
  ends('.*\\n[^x]*x', '\n'.repeat(200_000), false)
  ends('^(?:a(?=[^b]*b))*c', `${'a'.repeat(60_000)}!bc`, false)
  ends('^(?:a(?:.*x)?+)*b', `${As}!b`, 'timeout')
  ends('^(?:(?!.*x)a)*b', `${As}!b`, 'timeout')
  ends('(?=a.*)[bc]', `${As}!`, false)
})

describe('which engine', () => {
  const longest = (source: string, least: number, most: number) =>
    it(`${source}: ${least} to ${most} characters`, () => {
      const engine = engineOf(source)
      const length = 'problem' in engine ? -1 : engine.longest
      expect(length).toBeGreaterThanOrEqual(least)
      expect(length).toBeLessThanOrEqual(most)
    })

  longest('user=(?<user>\\S+)', 1e6, 1e9)
  longest('(?<a>\\S+)\\s+(?<b>\\S+)\\s+(?<c>.*)', 5000, 50_000)
  longest('^(?<a>\\d+),(?<b>[^,]*),(?<c>.*)$', 1e6, 1e9)
  longest('(?:\\d{1,3}\\.){3}\\d{1,3}', 1e5, 1e9)
  longest('(?i)(?:powershell|pwsh|cmd)\\.exe', 1e6, 1e9)
  longest('(?:[^,]+,)*x', 5000, 50_000)
  longest('(a+)+$', 0, 0)
  longest('(?:a|a)*b', 0, 0)
  longest('(a)\\1', 0, 0)
  longest('.*.*=.*', 5000, 20_000)
  longest('x.*.*=.*', 100, 2000)
  longest('^.*\\\\(?<name>.*)$', 5000, 50_000)
})

/** Patterns of pieces that both engines know. */
const piece = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '\\w',
  '\\d',
  '\\s',
  '^',
  '$',
  '\\b',
  '1',
  ' ',
  '\\n',
)
const quantifier = fc.constantFrom(
  '',
  '',
  '',
  '*',
  '+',
  '?',
  '*?',
  '+?',
  '??',
  '{2}',
  '{1,2}',
  '{0,2}?',
  '++',
  '*+',
)
const pattern = randomPattern({
  simple: fc
    .tuple(piece, quantifier)
    .map(([atom, mark]) => (/^[\^$]|^\\b/.test(atom) ? atom : atom + mark)),
  groups: ['(', '(?:', '(?>', '(?i:'],
  looks: ['(?=', '(?!'],
  quantifier,
})
const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'A', '1', ' ', '\n', '😀'),
  maxLength: 12,
})

it('both engines find the same', () => {
  let compared = 0
  fc.assert(
    fc.property(pattern, text, (source, subject) => {
      const parsed = parsePattern(source)
      if ('problem' in parsed) return
      const native = nativePatternOf(parsed.root, parsed.groupNames.length - 1)
      if (!native) return
      const engine = nativeEngine(native)
      expect(ownGroups(source, subject)).toEqual(engine?.exec(subject)?.groups.slice() ?? null)
      compared++
    }),
    { numRuns: 5000 },
  )
  expect(compared).toBeGreaterThan(500)
})

it('remembering failures changes nothing', () =>
  fc.assert(
    fc.property(pattern, text, (source, subject) => {
      // A text of many lines makes the matcher remember; the last line is found as it is alone.
      const repeated = `${'a'.repeat(400)}\u0001${subject}`
      const anchored = `\u0001(?:${source})`
      const parsed = parsePattern(anchored)
      if ('problem' in parsed) return
      const program = programOf(parsed)
      if (!program) return
      const remembering = machineOf(program, 2e6)(repeated, 0)
      const plain = machineOf({ ...program, slots: 0 }, 2e6)(repeated, 400)
      if (remembering === 'out of steps' || plain === 'out of steps') return
      // Loops over what may be empty may note another one of several empty iterations in their groups.
      const compared = program.registers > 0 ? 2 : program.groups * 2
      expect(remembering?.slice(0, compared)).toEqual(plain?.slice(0, compared))
    }),
    { numRuns: 1000 },
  ))

it('never throws, whatever the pattern', () =>
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."()[]{}?*+|\\^$.:<>=!PiQE1,a-kx#&R'") }),
      text,
      (source, subject) => {
        const compiled = compilePattern(source)
        if ('problem' in compiled) return
        try {
          compiled.exec(subject)
        } catch (error) {
          expect(error).toBeInstanceOf(PatternTimeout)
        }
      },
    ),
    { numRuns: 3000 },
  ))
