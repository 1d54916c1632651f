import fc from 'fast-check'
import { expect, test } from 'vitest'
import { suggest } from './suggest.ts'

test.each<[string, string | undefined]>([
  ['wher', 'where'],
  ['STATS', 'stats'],
  ['sttas', 'stats'],
  ['statss', 'stats'],
  ['dedupe', 'dedup'],
  ['x', undefined],
  ['somethingelse', undefined],
  ['s'.repeat(1000), undefined],
])('%s', (written, near) => {
  expect(suggest(written, ['stats', 'where', 'dedup', 'streamstats'])).toBe(near)
})

test('whatever is near enough is found', () => {
  const letter = fc.constantFrom('a', 'b', 'C', '_', 'ü', '😀')
  const name = fc.array(letter, { minLength: 3, maxLength: 12 }).map((letters) => letters.join(''))
  const edit = fc.tuple(fc.constantFrom('insert', 'delete', 'replace', 'swap'), fc.nat(11), letter)
  fc.assert(
    fc.property(name, fc.array(edit, { maxLength: 4 }), (meant, edits) => {
      const letters = [...meant]
      for (const [kind, place, other] of edits.slice(0, Math.floor(letters.length / 3))) {
        const at = place % Math.max(1, letters.length - 1)
        if (kind === 'insert') letters.splice(at, 0, other)
        else if (kind === 'delete') letters.splice(at, 1)
        else if (kind === 'replace') letters[at] = other
        else letters.splice(at, 2, ...letters.slice(at, at + 2).reverse())
      }
      const written = letters.join('')
      // A letter beyond the 16 bits counts twice.
      const most = Math.max(1, Math.floor(written.length / 3))
      if (edits.length * 2 <= most) expect(suggest(written, [meant])).toBe(meant)
    }),
  )
})
