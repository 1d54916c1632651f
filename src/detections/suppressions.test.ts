import { expect, test } from 'vitest'
import type { LintDiagnostic } from './lint.ts'
import { suppressed } from './suppressions.ts'

/** What is left of a warning in each of the lines, as `CODE line`. */
function left(text: string, ...lines: readonly number[]): readonly string[] {
  const found = lines.map(
    (line): LintDiagnostic => ({
      code: 'SPL0401',
      severity: 'warning',
      message: 'x',
      file: 'a.yml',
      line,
      column: 1,
    }),
  )
  return suppressed(found, new Map([['a.yml', text]])).map(({ code, line }) => `${code} ${line}`)
}

const ignore = '# whippet-ignore SPL0401 it is there'

test.each([
  ['above the first key: the whole file', `${ignore}\nname: A\nsearch: |\n  a\n`, [2, 4], []],
  [
    'above a key: what belongs to it',
    `name: A\n${ignore}\nsearch: |\n  a\n\n  b\nid: c\n`,
    [1, 3, 6, 7],
    ['SPL0401 1', 'SPL0401 7'],
  ],
  ['behind a value', `name: A ${ignore}\nid: b\n`, [1, 2], ['SPL0401 2']],
  ['above a list', `name: A\n${ignore}\ntags:\n- a\n- b\nid: c\n`, [4, 5, 6], ['SPL0401 6']],
  ['above an item of a list', `tags:\n  ${ignore}\n  - a\n  - b\n`, [3, 4], ['SPL0401 4']],
  ['several codes', '# whippet-ignore YML0308, SPL0401 old\nname: A\n', [2], []],
  [
    'without a reason it has no effect',
    '# whippet-ignore SPL0401\nname: A\n',
    [2],
    ['SPL0401 2', 'YML0601 1'],
  ],
  ['without a code', '# whippet-ignore because\nname: A\n', [2], ['SPL0401 2', 'YML0601 1']],
  ['another code', '# whippet-ignore SPL0402 why\nname: A\n', [2], ['SPL0401 2', 'YML0601 1']],
  ['nothing to ignore', `name: A\n${ignore}\nid: b\n`, [], ['YML0601 2']],
  ['no comment', 'name: whippet-ignore SPL0401 x\n', [1], ['SPL0401 1']],
] as const)('%s', (_, text, lines, expected) => {
  expect(left(text, ...lines)).toEqual(expected)
})
