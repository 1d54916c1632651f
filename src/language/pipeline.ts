import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { didYouMean } from '../diagnostics/suggest.ts'
import type { CommandNode, Pipeline } from './ast.ts'
import { type Cursor, createCursor, emptyScope } from './cursor.ts'
import { reportUnexpected } from './skip-to.ts'

/** What the parser must know of a command. */
export interface CommandParser {
  /** Its own name, whatever alias it was found by. */
  readonly name: string
  /** Reads its arguments up to the end of the command; says what is wrong and never throws. */
  parse(cursor: Cursor): unknown
}

/** Commands by name and by alias, in lower case. The implied first command is `search`. */
export type CommandTable<C extends CommandParser = CommandParser> = ReadonlyMap<string, C>

export interface ParsedPipeline {
  /** What could be read; commands that are unknown are missing in it. */
  readonly pipeline: Pipeline
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Parses a search whose macros are expanded. Terms before the first pipe are an implied `search`; a first pipe, or the word `search`, makes
 * the first word a command. Spans are offsets in `text`. Takes time in proportion to the length of the text.
 */
export function parsePipeline(text: string, commands: CommandTable): ParsedPipeline {
  const diagnostics: Diagnostic[] = []
  const cursor = createCursor(text, {
    readPipeline: (inner) => readPipeline(inner, commands, true),
    report: (diagnostic) => diagnostics.push(diagnostic),
  })
  const pipeline = readPipeline(cursor, commands, false)
  return { pipeline, diagnostics }
}

/**
 * Parses text that is one piece of syntax and nothing else: the expression of a macro's validation, the search of an event type.
 */
export function parseWhole<T>(
  text: string,
  parse: (cursor: Cursor) => T,
  commands: CommandTable = new Map(),
): { readonly value: T; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  const cursor = createCursor(text, {
    readPipeline: (inner) => readPipeline(inner, commands, true),
    report: (diagnostic) => diagnostics.push(diagnostic),
  })
  const value = parse(cursor)
  cursor.skipSpace()
  if (cursor.position < cursor.text.length) reportUnexpected(cursor)
  return { value, diagnostics }
}

const commandName = /[A-Za-z_][\w-]*/y
/** In a subsearch the first word is a command when it could not be anything else. */
const leadingCommand = /[A-Za-z_]\w*(?=\s+(?![=<>]|!=|IN\s*\()|[[|\]]|$)/y

function readPipeline(cursor: Cursor, commands: CommandTable, inBrackets: boolean): Pipeline {
  cursor.skipSpace()
  const start = cursor.position
  const nodes: CommandNode[] = []
  const add = (node: CommandNode | undefined) => {
    if (node !== undefined) nodes.push(node)
  }
  if (!cursor.take('|') && !cursor.atEnd()) {
    add(readFirst(cursor, commands, inBrackets))
    finishCommand(cursor, inBrackets)
    if (!cursor.take('|'))
      return { kind: 'pipeline', commands: nodes, span: cursor.spanFrom(start) }
  } else if (cursor.position === start) {
    cursor.problem('SPL0104', { start, end: start }, 'a search is missing', {
      label: 'search terms or a command are expected here',
    })
    finishCommand(cursor, inBrackets)
    if (!cursor.take('|'))
      return { kind: 'pipeline', commands: nodes, span: cursor.spanFrom(start) }
  }
  do {
    add(readCommand(cursor, commands))
    finishCommand(cursor, inBrackets)
  } while (cursor.take('|'))
  return { kind: 'pipeline', commands: nodes, span: cursor.spanFrom(start) }
}

function readFirst(
  cursor: Cursor,
  commands: CommandTable,
  inBrackets: boolean,
): CommandNode | undefined {
  const first = cursor.look(inBrackets ? leadingCommand : /search(?![\w.:*-]|\s*(?:[=<>]|!=))/iy)
  if (first !== undefined && commands.has(first.toLowerCase())) return readCommand(cursor, commands)
  const search = commands.get('search')
  if (search === undefined) {
    reportUnexpected(cursor)
    cursor.restOfCommand()
    return undefined
  }
  return readArguments(cursor, search, cursor.position)
}

function readArguments(cursor: Cursor, command: CommandParser, start: number): CommandNode {
  const args = cursor.within(emptyScope, () => command.parse(cursor))
  return { kind: 'command', name: command.name, args, span: cursor.spanFrom(start) }
}

function readCommand(cursor: Cursor, commands: CommandTable): CommandNode | undefined {
  cursor.skipSpace()
  const start = cursor.position
  const name = cursor.match(commandName)
  if (name === undefined) {
    if (cursor.atEnd()) {
      cursor.problem('SPL0104', { start, end: start }, 'a command is missing', {
        label: 'a command is expected behind the pipe',
      })
    } else reportUnexpected(cursor, 'a command is expected here')
    cursor.restOfCommand()
    return undefined
  }
  const command = commands.get(name.toLowerCase())
  if (command !== undefined) return readArguments(cursor, command, start)
  const near = didYouMean(name, commands.keys())
  cursor.problem('SPL0105', cursor.spanFrom(start), `unknown command "${name}"`, near)
  cursor.restOfCommand()
  return undefined
}

/** After the arguments of a command only a pipe, the bracket of a subsearch or the end can follow. */
function finishCommand(cursor: Cursor, inBrackets: boolean): void {
  if (!cursor.atEnd()) {
    reportUnexpected(cursor, 'the command is complete before this')
    cursor.restOfCommand()
  }
  while (!inBrackets && cursor.at(']')) {
    const { position } = cursor
    cursor.problem('SPL0102', { start: position, end: position + 1 }, 'this ] closes nothing')
    cursor.seek(position + 1)
    cursor.restOfCommand()
  }
}
