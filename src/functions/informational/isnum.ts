import { isNumberValue, typeTest } from './type-test.ts'

export const isnum = typeTest(
  'isnum',
  'Whether the value is a number, or a field whose text reads as one.',
  isNumberValue,
  { expression: 'isnum(port)', row: { port: '443' }, result: true },
  { expression: 'isnum(port)', row: { port: 'https' }, result: false },
  { title: 'A literal in quotes is a string', expression: 'isnum("443")', result: false },
)
