import { describe, expect, it } from 'vitest'
import { runSpl } from '../../test/run-spl.ts'
import { lookupReader } from '../knowledge/lookup-table.ts'
import { commands } from './index.ts'

describe.each(commands.map((command) => [command.name, command] as const))('%s', (_, command) => {
  it.each(command.examples.map((example) => [example.title, example] as const))(
    '%s',
    async (_title, { query, input = [], output, lookups = {}, problem, varies }) => {
      const tables = new Map(
        Object.entries(lookups).map(([name, rows]) => [name, lookupReader({ rows })] as const),
      )
      // Cut into single rows, pairs and not at all: a command must not see where batches end.
      for (const batchSize of [1, 2, 1000]) {
        const { rows, diagnostics } = await runSpl(`| ${query}`, input, {
          batchSize,
          lookups: tables,
        })
        const errors = diagnostics.filter(({ severity }) => severity === 'error')
        expect(errors.map(({ code }) => code)).toEqual(problem ? [problem] : [])
        if (varies)
          expect(rows.map((row) => Object.keys(row))).toEqual(output.map((row) => Object.keys(row)))
        else expect(rows).toEqual(output)
      }
    },
  )

  it('is documented', () => {
    expect(command.summary).toMatch(/\.$|^[^.]+$/)
    if (command.refused === undefined) expect(command.examples.length).toBeGreaterThan(0)
  })
})
