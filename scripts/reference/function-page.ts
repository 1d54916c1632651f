import type { Aggregate } from '../../src/contract/aggregate.ts'
import type { EvalFunction } from '../../src/contract/function.ts'
import { cell, code, literal, page, table } from './markdown.ts'

export function functionPage({
  name,
  aliases,
  category,
  summary,
  parameters,
  pure,
  examples,
}: EvalFunction): string {
  const usage = parameters
    .map(({ name: parameter, required, repeats }) => {
      const shown = repeats ? `${parameter}, …` : parameter
      return required ? shown : `[${shown}]`
    })
    .join(', ')
  return page(
    `# ${name}`,
    summary,
    code(`${name}(${usage})`),
    `Category: ${category}.${aliases.length > 0 ? ` Also: ${aliases.map(code).join(', ')}.` : ''}`,
    pure ? undefined : 'Gives another result each time it is called.',
    parameters.length === 0
      ? undefined
      : page(
          '## Arguments',
          table(
            ['Argument', 'Type', ''],
            parameters.map(({ name: parameter, type, about, required, repeats }) => [
              cell(parameter),
              cell(type),
              cell(
                [about, required ? '' : '(optional)', repeats ? '(any number)' : '']
                  .filter((part) => part !== '')
                  .join(' '),
              ),
            ]),
          ),
        ),
    examples.length === 0
      ? undefined
      : page(
          '## Examples',
          table(
            ['Expression', 'Row', 'Result'],
            examples.map(({ expression, row, result, varies }) => [
              code(expression),
              row ? code(JSON.stringify(row)) : '',
              varies ? 'varies' : code(literal(result)),
            ]),
          ),
        ),
  )
}

export function aggregatePage(aggregate: Aggregate): string {
  const { name, aliases, summary, category, argument, parameter, examples } = aggregate
  const form = argument === 'required' ? `${name}(<field>)` : `${name}[(<field>)]`
  const notes = [
    `Category: ${category}.`,
    aliases.length > 0 ? `Also: ${aliases.map(code).join(', ')}.` : '',
    parameter ? `Takes a number from ${parameter.min} to ${parameter.max} behind its name.` : '',
    aggregate.readsOrder ? 'The result depends on the order of the rows.' : '',
    aggregate.readsTime ? 'Reads `_time` beside the value.' : '',
    aggregate.perBucket ? 'For `timechart` alone.' : '',
  ]
  return page(
    `# ${name}`,
    summary,
    code(form),
    notes.filter((note) => note !== '').join(' '),
    examples.length === 0
      ? undefined
      : page(
          '## Examples',
          table(
            ['', 'Values', 'Times', 'Number', 'Result'],
            examples.map((example) => [
              cell(example.title ?? ''),
              code(example.values.map(literal).join(', ')),
              example.times ? code(example.times.join(', ')) : '',
              example.parameter === undefined ? '' : String(example.parameter),
              code(literal(example.result)),
            ]),
          ),
        ),
  )
}
