import { expect, it } from 'vitest'
import { openEngine } from '../src/index.ts'
import { rowEvents } from '../ui/src/hunt/row-events.ts'

const values = [
  ...['Ann', 'ann', 'C:\\x\\*', "it's", 'say "hi" `powershell` $x$', 'a\nb', 'tab\there \\n \\\\'],
  ...['%x|y[z]', '\\', '4104'],
]

const stages = [
  { command: 'search', text: 'search *', kind: 'streaming' },
  { command: 'stats', text: 'stats count BY u', kind: 'transforming' },
] as const

it.each(values)('the events of the row with %j are those and no others', async (u) => {
  const engine = await openEngine()
  const found = rowEvents(stages, { u, count: 1 })
  const { rows, diagnostics } = await engine.search(`${found?.search} | table u`, {
    events: values.map((value) => ({ u: value })),
  })
  expect([rows, diagnostics]).toEqual([[{ u }], []])
})
