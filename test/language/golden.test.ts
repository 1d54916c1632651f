import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commands } from '../../src/commands/index.ts'
import { renderDiagnostic } from '../../src/diagnostics/render.ts'
import { parsePipeline } from '../../src/language/pipeline.ts'
import { printPipeline, withoutSpans } from '../../src/language/print.ts'
import { expandMacros, type MacroDefinition } from '../../src/language/source.ts'

// Each query beside its canonical text and its diagnostics; `npx vitest run test/language -u` writes them anew.
const folder = import.meta.dirname

const table = new Map(
  commands.flatMap((command) =>
    [command.name, ...command.aliases].map((name) => [name, command] as const),
  ),
)

const macros = new Map<string, MacroDefinition>([
  [
    'windows',
    { name: 'windows', arguments: [], definition: 'index=windows (source=a OR source=b)' },
  ],
  ['named(1)', { name: 'named', arguments: ['dataset'], definition: 'rename "$dataset$.*" AS *' }],
  ['broken(1)', { name: 'broken', arguments: ['x'], definition: 'where $x$ > (1' }],
])

const queries = readdirSync(folder).filter((file) => file.endsWith('.spl'))

test.each(queries)('%s', async (file) => {
  const written = readFileSync(join(folder, file), 'utf8')
  const { source, diagnostics } = expandMacros(written, macros)
  const parsed = parsePipeline(source.text, table)
  const canonical = printPipeline(parsed.pipeline, table)
  const rendered = [...diagnostics, ...parsed.diagnostics].map((diagnostic) =>
    renderDiagnostic(diagnostic, diagnostic.span && source.locate(diagnostic.span)),
  )
  if (rendered.length === 0) {
    const again = parsePipeline(canonical, table)
    expect(again.diagnostics).toEqual([])
    expect(withoutSpans(again.pipeline)).toEqual(withoutSpans(parsed.pipeline))
  }
  await expect(`${[canonical, ...rendered].join('\n\n')}\n`).toMatchFileSnapshot(
    join(folder, file.replace(/\.spl$/, '.txt')),
  )
})
