import type { Syntax } from './piece.ts'

/** All text up to the end of the command, unread: for commands that are refused. */
export const rawRest = (): Syntax<string> => ({
  usage: '...',
  arguments: [],
  claimsEquals: true,
  parse: (cursor) => cursor.restOfCommand(),
  print: (text) => text,
})
