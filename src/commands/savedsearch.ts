import { defineCommand } from '../contract/command.ts'
import type { Cursor } from '../language/cursor.ts'
import { quoteIfNeeded } from '../language/quoting.ts'
import { flag, type Syntax, sequence, word } from '../language/syntax.ts'
import { runSavedSearch } from './shared-saved-search.ts'

type Replacements = Readonly<Record<string, string>>

const name = /[A-Za-z_][\w.]*\s*=/y
const value = word()

/** `user=ann`: what stands for `$user$` in the saved search. */
const replacements: Syntax<Replacements> = {
  usage: '[<name>=<value>]...',
  arguments: [
    {
      name: 'replacements',
      usage: '<name>=<value>',
      about: 'What stands for $name$ in the saved search.',
      required: false,
    },
  ],
  claimsEquals: true,
  parse(cursor: Cursor) {
    const found: Record<string, string> = {}
    cursor.skipSpace()
    for (;;) {
      const key = cursor.match(name)?.slice(0, -1).trimEnd()
      if (key === undefined) return found
      found[key] = value.parse(cursor)
      cursor.take(',')
      cursor.skipSpace()
    }
  },
  print: (found) =>
    Object.entries(found)
      .map(([key, text]) => `${key}=${quoteIfNeeded(text)}`)
      .join(' '),
}

/** Source: Splunk Search Reference, "savedsearch". */
export const savedsearch = defineCommand({
  name: 'savedsearch',
  aliases: ['macro', 'savedsplunk'],
  kind: 'generating',
  summary: 'Runs a saved search, with values filled in for its $names$.',
  syntax: sequence({
    nosubstitution: flag('nosubstitution', { or: false, about: 'Fills in nothing.' }),
    search: word({ usage: '<name>', about: 'The saved search.' }),
    replacements,
  }),
  flow: () => ({ passes: 'none', addsUnknown: true }),
  // What it runs is known only then.
  parts: () => ({ writes: true }),
  async *generate({ nosubstitution, search, replacements: values }, scope, signal) {
    yield await runSavedSearch(search, nosubstitution ? {} : values, scope, signal)
  },
  examples: [
    {
      title: 'A saved search that is not known',
      query: 'savedsearch "logins of one user" user=ann',
      output: [],
      problem: 'SPL0306',
    },
    {
      title: 'Nothing filled in',
      query: 'savedsearch nosubstitution=true nightly',
      output: [],
      problem: 'SPL0306',
    },
  ],
})
