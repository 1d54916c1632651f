import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { likeMatcher } from './like.ts'
import {
  escapeWildcards,
  hasWildcard,
  type WildcardKind,
  wildcardMatcher,
  wildcardPieces,
} from './wildcard.ts'

describe('wildcardMatcher', () => {
  const matches = (pattern: string, kind: WildcardKind, yes: string[], no: string[]) =>
    it(`${pattern} (${kind})`, () => {
      const matcher = wildcardMatcher(pattern, { ignoreCase: true })
      expect(matcher.kind).toBe(kind)
      expect(yes.filter((text) => !matcher.test(text))).toEqual([])
      expect(no.filter((text) => matcher.test(text))).toEqual([])
    })

  matches('*', 'any', ['', 'x'], [])
  matches('**', 'any', ['', 'x'], [])
  matches('', 'exact', [''], ['x'])
  matches('Cmd.exe', 'exact', ['cmd.EXE'], ['cmd.exe ', 'acmd.exe'])
  matches('web*', 'prefix', ['WEB', 'web1'], ['we', 'xweb'])
  matches('*.exe', 'suffix', ['a.EXE', '.exe'], ['exe', 'a.exe1'])
  matches('*pass*', 'contains', ['PASS', 'my pass word'], ['pas'])
  matches('a*b', 'general', ['ab', 'axb', 'A-B'], ['a', 'abc'])
  matches('ab*ba', 'general', ['abba', 'abxba'], ['aba'])
  matches('*a*b*', 'general', ['ab', 'xaxbx'], ['ba'])
  matches('a*a*a', 'general', ['aaa', 'abaca'], ['aa'])
  matches('\\*x', 'exact', ['*x'], ['yx'])
  matches('*\\\\*', 'contains', ['C:\\x', '\\'], ['C:'])
  matches('*\\temp\\\\*', 'contains', ['c:\\Temp\\x'], ['c:\\temp'])
  matches('\\\\server\\x', 'exact', ['\\\\SERVER\\x'], ['\\server\\x'])
  matches('ÄRGER*', 'prefix', ['ärger!'], ['arger'])
  matches('*kelvin', 'suffix', ['\u212aelvin'], ['elvin'])
  matches('ΟΔΟΣ', 'exact', ['οδος', 'οδοσ'], ['οδο'])
  matches('i*', 'prefix', ['I', 'i'], ['ı'])

  it('keeps case when told to', () =>
    expect(wildcardMatcher('A*', { ignoreCase: false }).test('ab')).toBe(false))
  it('shows folded literals', () =>
    expect(wildcardMatcher('*A\\*B*C', { ignoreCase: true }).literals).toEqual(['a*b', 'c']))
  it('tells wildcards from escaped ones', () =>
    expect(['a', 'a*', 'a\\*', 'a\\\\*'].map(hasWildcard)).toEqual([false, true, false, true]))
  it('escapes any text', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\\', '*', 'a') }), (text) => {
        expect(wildcardPieces(escapeWildcards(text))).toEqual([text])
      }),
    ))
  it('agrees with a regular expression', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('*', 'a', 'B'), maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'A'), maxLength: 12 }),
        (pattern, text) => {
          const oracle = new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'i')
          expect(wildcardMatcher(pattern, { ignoreCase: true }).test(text)).toBe(oracle.test(text))
        },
      ),
    ))
  it('takes a hostile pattern on a long text in its stride', () => {
    const matcher = wildcardMatcher(`${'a*'.repeat(50)}b`, { ignoreCase: true })
    expect(matcher.test('a'.repeat(1_000_000))).toBe(false)
  })
})

describe('likeMatcher', () => {
  const matches = (pattern: string, yes: string[], no: string[]) =>
    it(pattern, () => {
      const { test } = likeMatcher(pattern)
      expect(yes.filter((text) => !test(text))).toEqual([])
      expect(no.filter((text) => test(text))).toEqual([])
    })

  matches('abc', ['abc'], ['ABC', 'abcd'])
  matches('10.9.%', ['10.9.', '10.9.165.8'], ['10x9.1'])
  matches('a%b_', ['abx', 'axxbx'], ['ab', 'axb', 'bax'])
  matches('_', ['x', '😀', '\n'], ['', 'xy'])
  matches('%', ['', 'a\nb'], [])
  matches('\\%', ['\\', '\\x'], ['%'])
  matches('a*', ['a*'], ['ab'])
  matches('%_%', ['a'], [''])

  it('agrees with a regular expression', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('%', '_', 'a', 'b'), maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b', '😀'), maxLength: 10 }),
        (pattern, text) => {
          const source = pattern.replaceAll('%', '.*').replaceAll('_', '.')
          expect(likeMatcher(pattern).test(text)).toBe(new RegExp(`^${source}$`, 'su').test(text))
        },
      ),
    ))
})
