import { expect, it } from 'vitest'
import { messageLines } from './message-lines.ts'

const lines = (message: string) =>
  messageLines(message).map(({ section, key, value }) => `${section}|${key}|${value}`)

it.each<[string, string, string[]]>([
  ['nothing', '', []],
  ['a sentence', 'The service entered the stopped state.', []],
  ['keys without headings', 'Done:\n\nUser: ann\nPort: 1', ['|User|ann', '|Port|1']],
  [
    'headings and what stands under them',
    'Made.\n\nSubject:\n\tAccount Name:\t\tann\n\tLogon ID:\t0x1\n\nMember:\n\tAccount Name:\t-',
    ['Subject|Account Name|ann', 'Subject|Logon ID|0x1', 'Member|Account Name|-'],
  ],
  [
    'headings without blank lines between',
    'Made.\n\nA:\n\tK:\t1\nB:\n\tK:\t2\nTop:\t3',
    ['A|K|1', 'B|K|2', '|Top|3'],
  ],
  ['text that lost its indentation', 'A:\nK: 1\nEmpty:\nL: 2', ['A|K|1', 'A|Empty|', 'A|L|2']],
  [
    'values over many lines',
    'A:\n\tRights:\t\tREAD\n\t\t\t\tWRITE\n\tFlags:\t\n\t\tOne: on\n\t\tTwo\n\tLast:\t1',
    ['A|Rights|READ\nWRITE', 'A|Flags|One: on\nTwo', 'A|Last|1'],
  ],
  ['a line that lacks its colon', 'A:\n\tPrivileges\t\t-', ['A|Privileges|-']],
  ['colons in values', 'Path: C:\\a: b', ['|Path|C:\\a: b']],
  [
    'an explanation behind the values',
    'Made.\n\nA:\n\tK:\t1\n\nThis event says: much.\nNote that: no key.',
    ['A|K|1', '|This event says|much.', '|Note that|no key.'],
  ],
  ['an explanation in sentences', 'Made.\n\nA:\n\tK:\t1\n\nLong text here.\nL: 2', ['A|K|1']],
  [
    'a document',
    'A:\n\tTask Content:\t<?xml version="1.0"?>\n<Task>\n  <Arguments>x: y</Arguments>\n</Task>\n\tNext:\t1',
    [
      'A|Task Content|<?xml version="1.0"?>\n<Task>\n  <Arguments>x: y</Arguments>\n</Task>',
      'A|Next|1',
    ],
  ],
  ['a document without end', 'A:\n\tTask Content:\t<Task>\nx: y', ['A|Task Content|<Task>\nx: y']],
])('%s', (_, message, expected) => {
  expect(lines(message)).toEqual(expected)
})

it('takes time that grows with the message only', () => {
  const start = performance.now()
  messageLines('A:\n\tK:\t<Task>\n'.repeat(50_000))
  messageLines(`A:\n${'\tK:\t1\n\t\t2\n'.repeat(50_000)}`)
  messageLines(`${'a'.repeat(200_000)}\n`.repeat(5))
  messageLines(`A:\n\tK:\t1\n${'\t\tx\n'.repeat(100_000)}`)
  expect(performance.now() - start).toBeLessThan(2000)
})
