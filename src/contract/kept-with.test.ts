import { expect, it } from 'vitest'
import { keptWith } from './kept-with.ts'

it('makes what it keeps once for each object', () => {
  let made = 0
  const number = keptWith((_: object) => ++made)
  const text = keptWith((_: object) => `text ${++made}`)
  const [one, other] = [{}, {}]
  expect([number(one), number(one), number(other), text(one), text(one)]).toEqual([
    1,
    1,
    2,
    'text 3',
    'text 3',
  ])
  expect(Object.keys(one)).toEqual([])
})
