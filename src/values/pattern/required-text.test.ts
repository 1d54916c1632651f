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
  it.each([
    ['a.cde', 'cde'],
    ['(?<user>ab)c', 'abc'],
    ['ab(?:cd)+ef', 'ab'],
    ['ab(?:cdef)?', 'ab'],
    ['x(?:ab|cd)', 'x'],
    ['ab|cd', ''],
    ['(?i)abc=1', '=1'],
    ['^(?=.*"kind":)(?=.*"x":).*y', '"kind":'],
    ['(?!abc)d', 'd'],
    ['(?<=abc)d', 'abc'],
    ['\\bab\\b', 'ab'],
    ['a\\Kb', 'ab'],
    ['\\d+', ''],
    ['😀x', '😀x'],
  ])('%s: %s', (source, text) => {
    expect(requiredText(parsed(source).root)).toBe(text)
  })

  const piece = fc.constantFrom('a', 'bb', '(?:ab)?', '(?=b)', '(?!a)', '(a|b)', '.*', 'b+', '\\b')

  it('never keeps a match from being found', () => {
    const pattern = fc.array(piece, { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(pattern, fc.stringMatching(/^[ab ]{0,8}$/), (pieces, text) => {
        const source = pieces.join('')
        const program = programOf(parsed(source))
        const compiled = compilePattern(source)
        if (!program || 'problem' in compiled) throw new Error(source)
        expect(compiled.test(text)).toBe(machineOf(program, 1e6)(text, 0) !== null)
      }),
    )
  })
})
