import { aggregates } from '../../src/aggregates/index.ts'
import { commands } from '../../src/commands/index.ts'
import { contentCodes } from '../../src/detections/problem.ts'
import { diagnosticCodes } from '../../src/diagnostics/codes.ts'
import { formats } from '../../src/formats/index.ts'
import { evalFunctions } from '../../src/functions/index.ts'
import { registryOf } from '../../src/planner/registry.ts'
import { commandPage } from './command-page.ts'
import { formatPage } from './format-page.ts'
import { aggregatePage, functionPage } from './function-page.ts'
import { cell, page, table } from './markdown.ts'

const registry = registryOf(commands, evalFunctions, aggregates)
const byName = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
  [...list].sort((a, b) => (a.name < b.name ? -1 : 1))

/** Every page of `docs/reference/`, by its path in there. */
export function referencePages(): ReadonlyMap<string, string> {
  const pages = new Map<string, string>()
  for (const each of commands) pages.set(`commands/${each.name}.md`, commandPage(each, registry))
  for (const each of evalFunctions) pages.set(`functions/${each.name}.md`, functionPage(each))
  for (const each of aggregates) pages.set(`aggregates/${each.name}.md`, aggregatePage(each))
  for (const each of formats) pages.set(`formats/${each.name}.md`, formatPage(each))
  pages.set('diagnostics.md', diagnosticsPage())
  pages.set('README.md', overview())
  return pages
}

const generated =
  'Written by `npm run reference` from the modules in `src/`; changes here are lost.'

function overview(): string {
  const refused = commands.filter(({ refused: reason }) => reason !== undefined)
  const supported = commands.length - refused.length
  return page(
    '# Reference',
    generated,
    `${supported} commands are supported and ${refused.length} are recognized and refused; there are ${evalFunctions.length} ` +
      `eval functions, ${aggregates.length} statistical functions and ${formats.length} log formats. What can be wrong is listed under ` +
      '[diagnostics](diagnostics.md).',
    '## Commands',
    table(
      ['Command', 'Level', ''],
      byName(commands).map(({ name, aliases, summary, refused: reason }) => [
        named('commands', name, aliases),
        reason === undefined ? 'supported' : 'refused',
        cell(reason ?? summary),
      ]),
    ),
    '## Eval functions',
    table(
      ['Function', 'Level', 'Category', ''],
      byName(evalFunctions).map(({ name, aliases, category, summary }) => [
        named('functions', name, aliases),
        'supported',
        category,
        cell(summary),
      ]),
    ),
    '## Statistical functions',
    table(
      ['Function', 'Level', 'Category', ''],
      byName(aggregates).map(({ name, aliases, category, summary }) => [
        named('aggregates', name, aliases),
        'supported',
        category,
        cell(summary),
      ]),
    ),
    '## Log formats',
    table(
      ['Format', ''],
      byName(formats).map(({ name, summary }) => [named('formats', name, []), cell(summary)]),
    ),
  )
}

const named = (folder: string, name: string, aliases: readonly string[]): string =>
  [`[${cell(name)}](${folder}/${name}.md)`, ...aliases.map(cell)].join(', ')

const diagnosticsPage = (): string =>
  page(
    '# Diagnostics',
    generated,
    'A code keeps its meaning for good. Errors of a search mean that it is refused; warnings, that it runs and may not do what was meant.',
    '## Searches',
    codeTable(diagnosticCodes),
    '## Content files',
    codeTable(contentCodes),
  )

const codeTable = (codes: Readonly<Record<string, string>>): string =>
  table(
    ['Code', 'Meaning'],
    Object.entries(codes).map(([code, meaning]) => [code, cell(meaning)]),
  )
