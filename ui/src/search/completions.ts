import type { LanguageAnswer, MacroItem } from '../../../src/http/api-types.ts'
import { tokensOf } from '../../../src/language/tokens.ts'

export interface CompletionWords {
  readonly commands: LanguageAnswer['commands']
  readonly functions: LanguageAnswer['functions']
  readonly macros: readonly MacroItem[]
  readonly fields?: readonly string[]
}

export interface Completion {
  readonly label: string
  readonly type: 'command' | 'function' | 'macro' | 'field'
  readonly detail?: string
  readonly info?: string
  readonly apply?: string
}

export interface Completions {
  /** Where the word begins that is completed. */
  readonly from: number
  readonly options: readonly Completion[]
}

/** What can stand at a place of a search: behind a pipe a command, in backticks a macro, else fields and functions. */
export function completionsAt(
  text: string,
  position: number,
  { commands, functions, macros, fields = [] }: CompletionWords,
): Completions | undefined {
  const before = text.slice(0, position)
  const word = /[\w.]*$/.exec(before)![0]
  const from = position - word.length
  const token = tokensOf(before).at(-1)
  if (token?.kind === 'string' && token.span.end === position && !before.endsWith('"')) {
    return undefined
  }
  if (isInMacro(before)) {
    return {
      from,
      options: macros.map(({ name, arguments: given, definition }) => ({
        label: name,
        type: 'macro',
        info: definition,
        apply: `${name}${given.length > 0 ? `(${given.join(', ')})` : ''}\``,
      })),
    }
  }
  if (/(^|\|)\s*$/.test(before.slice(0, from)) && from > 0) {
    return {
      from,
      options: commands.map(({ name, summary }) => ({
        label: name,
        type: 'command',
        detail: summary,
      })),
    }
  }
  return {
    from,
    options: [
      ...fields.map((label): Completion => ({ label, type: 'field' })),
      ...functions.map(
        ({ name, summary }): Completion => ({ label: name, type: 'function', detail: summary }),
      ),
    ],
  }
}

/** An odd number of backticks, but for comments. */
const isInMacro = (before: string): boolean =>
  (before.replaceAll('```', '').match(/`/g)?.length ?? 0) % 2 === 1
