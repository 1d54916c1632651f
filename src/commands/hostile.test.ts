import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runSpl } from '../../test/run-spl.ts'
import { parsePipeline } from '../language/pipeline.ts'
import { printPipeline, withoutSpans } from '../language/print.ts'
import { commands } from './index.ts'

const tokens = [
  ...[
    'a',
    'b*',
    '*',
    'user',
    '_time',
    '_raw',
    'AS',
    'BY',
    'WITH',
    'IN',
    'where',
    'OUTPUT',
    '0',
    '-1',
    '1e9',
  ],
  ...[
    '"',
    '"x y"',
    "'q'",
    '(',
    ')',
    '[',
    ']',
    '[search a=1]',
    '[eval x=1]',
    '|',
    ',',
    '=',
    '+',
    '-',
    '$a$',
  ],
  ...[
    'limit=2',
    'field=a',
    'mode=sed',
    '"s/a/b/g"',
    '"(?<g>.)"',
    'num(a)',
    'ctime(_time)',
    'path=a{}.b',
  ],
  ...[
    'span=1h',
    'count',
    'sum(a)',
    'a=1',
    'eval',
    '<<FIELD>>',
    'max=0',
    'type=left',
    'delim=","',
    '`m`',
  ],
]

const input = [
  { _time: 1_700_000_000, _raw: '{"a":[1,{"b":2}]} x=1', a: ['1', 'x'], user: 'ann' },
  { _time: 1_700_000_100, _raw: '<a><b>1</b></a>', a: 2, b1: '' },
  { user: 'bob' },
]

const names = commands.map(({ name }) => name)

const table = new Map(
  commands.flatMap((command) =>
    [command.name, ...command.aliases].map((name) => [name, command] as const),
  ),
)

it('arguments that are read are printed so that they read the same', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.array(fc.constantFrom(...tokens), { maxLength: 6 }),
      (name, args) => {
        const first = parsePipeline(`| ${name} ${args.join(' ')}`, table)
        if (first.diagnostics.length > 0) return
        const printed = printPipeline(first.pipeline, table)
        const second = parsePipeline(printed, table)
        expect(second.diagnostics, printed).toEqual([])
        expect(withoutSpans(second.pipeline), printed).toEqual(withoutSpans(first.pipeline))
      },
    ),
    { numRuns: 5000 },
  )
})

it('no arguments make a command throw', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.array(fc.constantFrom(...tokens), { maxLength: 7 }),
      async (name, args) => {
        const { diagnostics } = await runSpl(`| ${name} ${args.join(' ')}`, input, { batchSize: 2 })
        for (const { code } of diagnostics) expect(code).toMatch(/^SPL\d{4}$/)
      },
    ),
    { numRuns: 1500, endOnFailure: true },
  )
}, 60_000)
