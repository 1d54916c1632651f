import type { Format, FormatExample } from '../../src/contract/format.ts'
import { block, page } from './markdown.ts'

export const formatPage = ({ name, summary, examples }: Format): string =>
  page(
    `# ${name}`,
    summary,
    'Recognized by its content, whatever the name of the file.',
    examples.length > 0 ? '## Examples' : undefined,
    ...examples.flatMap(exampleParts),
  )

const maxLines = 30
const maxWidth = 400

function exampleParts({ title, input, events, problems = [] }: FormatExample): string[] {
  return [
    `### ${title}`,
    typeof input === 'string' ? block(shortened(input), 'text') : `${input.length} bytes`,
    events.length > 0 ? 'Events, as far as the example states them' : 'No events',
    ...(events.length > 0
      ? [block(events.map((event) => JSON.stringify(event)).join('\n'), 'json')]
      : []),
    ...(problems.length > 0 ? [`Reported: ${problems.join('; ')}.`] : []),
  ]
}

function shortened(text: string): string {
  const lines = visible(text).split('\n')
  const shown = lines
    .slice(0, maxLines)
    .map((line) => (line.length > maxWidth ? `${line.slice(0, maxWidth)}…` : line))
  return lines.length > maxLines ? [...shown, '…'].join('\n') : shown.join('\n')
}

/** Control characters would break the page. */
const visible = (text: string): string =>
  text.replace(/\r\n/g, '\n').replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
