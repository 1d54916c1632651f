import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePattern } from '../pattern.ts'
import { machineOf } from './machine.ts'
import { parsePattern } from './parser.ts'
import { programOf } from './program.ts'
import { requiredText } from './required-text.ts'

function parsed(source: string) {
  const result = parsePattern(source)
  if ('problem' in result) throw new Error(result.problem)
  return result
}

describe('text that every match has', () => {
  it.each<[source: string, text: string, folded?: boolean]>([
    ['a.cde', 'cde'],
    ['(?<user>ab)c', 'abc'],
    ['ab(?:cd)+ef', 'ab'],
    ['ab(?:cdef)?', 'ab'],
    ['x(?:ab|cd)', 'x'],
    ['ab|cd', ''],
    ['(?i)aBC=1', 'abc=1', true],
    ['(?i)é(?-i)x', 'x'],
    ['(?i)cmd(?-i)/c exec', '/c exec'],
    ['^(?=.*"kind":)(?=.*"x":).*y', '"kind":'],
    ['(?!abc)d', 'd'],
    ['(?<=abc)d', 'abc'],
    ['\\bab\\b', 'ab'],
    ['a\\Kb', 'ab'],
    ['\\d+', ''],
    ['😀x', '😀x'],
  ])('%s: %s', (source, text, folded = false) => {
    expect(requiredText(parsed(source).root)).toEqual({ text, folded })
  })

  const piece = fc.constantFrom(
    'a',
    'bb',
    '(?:ab)?',
    '(?=b)',
    '(?!a)',
    '(?i:AB)',
    '(a|b)',
    '.*',
    'b+',
    '\\b',
    '\\K',
    'a{0}',
    '(?:ab){2,3}',
    '(b)?+',
    '\\1',
    '(?>ab|a)',
    '(?<=ab)',
    '(?<!b)',
    '(?i:k)',
    '(?i:sS)',
    '(?i:é)',
    '(?i:σ)',
    '(?i)',
    '😀',
    '[aé]',
  )

  it('never keeps a match from being found', () => {
    const pattern = fc.array(piece, { minLength: 1, maxLength: 5 })
    const character = fc.constantFrom(
      ...[
        'a',
        'b',
        'A',
        'B',
        ' ',
        'k',
        'K',
        '\u212a',
        's',
        'S',
        'ſ',
        'É',
        'é',
        'Σ',
        'ς',
        'İ',
        '😀',
      ],
    )
    const text = fc.array(character, { maxLength: 8 }).map((characters) => characters.join(''))
    fc.assert(
      fc.property(pattern, text, (pieces, text) => {
        // There must be a group for the reference.
        const source = pieces.includes('\\1') ? `(a|b)?${pieces.join('')}` : pieces.join('')
        const program = programOf(parsed(source))
        const compiled = compilePattern(source)
        if (!program || 'problem' in compiled) throw new Error(source)
        expect(compiled.test(text)).toBe(machineOf(program, 1e6)(text, 0) !== null)
      }),
      { numRuns: 1000 },
    )
  })
})
