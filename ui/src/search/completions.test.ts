import { expect, it } from 'vitest'
import { completionsAt } from './completions.ts'

const words = {
  commands: [{ name: 'stats', summary: '' }],
  functions: [{ name: 'count', summary: '' }],
  macros: [{ name: 'cim', arguments: ['model'], definition: 'x', description: '' }],
  fields: ['dest'],
}
const at = (marked: string) => {
  const position = marked.indexOf('/')
  const found = completionsAt(marked.replace('/', ''), position, words)
  return found && [found.from, ...found.options.map(({ label }) => label)]
}

it.each([
  ['index=a | st/', [10, 'stats']],
  ['index=a |/', [9, 'stats']],
  ['index=a | stats co/', [16, 'dest', 'count']],
  ['index=a `ci/', [9, 'cim']],
  ['index=a `cim(x)` de/', [17, 'dest', 'count']],
  ['index="a | st/', undefined],
  ['```no macro``` de/', [15, 'dest', 'count']],
])('%s', (marked, expected) => {
  expect(at(marked)).toEqual(expected)
})
