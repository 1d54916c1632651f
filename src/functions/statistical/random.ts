import { defineFunction } from '../../contract/define-function.ts'

export const random = defineFunction({
  name: 'random',
  category: 'statistical',
  summary: 'A pseudo-random whole number from 0 to 2147483647; the same sequence in every run.',
  parameters: {},
  pure: false,
  returns: 'number',
  evaluate: (_, { random: next }) => Math.floor(next() * 2 ** 31),
  examples: [{ expression: 'random()', result: 1804289383, varies: true }],
})
