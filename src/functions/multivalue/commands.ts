import { defineFunction, text } from '../../contract/define-function.ts'
import { multivalueOf } from '../../values/value.ts'

const WORD = /[A-Za-z_]\w*/y

/** Names of the commands between the pipes of the outermost search; quoted text and subsearches are passed over. */
function commandNames(search: string): string[] {
  const names: string[] = []
  let depth = 0
  let wanted = true
  for (let at = 0; at < search.length; at++) {
    const character = search[at] as string
    if (character === '"') at = closingQuote(search, at)
    else if (character === '[') depth++
    else if (character === ']') depth--
    else if (character === '|' && depth <= 0) {
      wanted = true
      continue
    }
    if (!wanted || /\s/.test(character)) continue
    wanted = false
    WORD.lastIndex = at
    const word = WORD.exec(search)
    if (!word) continue
    names.push(word[0])
    at = WORD.lastIndex - 1
  }
  return names
}

function closingQuote(search: string, open: number): number {
  for (let at = open + 1; at < search.length; at++) {
    if (search[at] === '\\') at++
    else if (search[at] === '"') return at
  }
  return search.length
}

/** Source: Splunk Search Reference, "Multivalue eval functions", commands(). */
export const commands = defineFunction({
  name: 'commands',
  category: 'multivalue',
  summary: 'The names of the commands that a search is made of.',
  parameters: { search: text('A search.') },
  evaluate: ({ search }) => multivalueOf(commandNames(search)),
  examples: [
    {
      expression: 'commands("search user=ann | eval p=\\"a|b\\" | stats count")',
      result: ['search', 'eval', 'stats'],
    },
  ],
})
