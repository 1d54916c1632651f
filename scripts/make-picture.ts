import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { findingsTable } from '../src/cli/findings-table.ts'
import { styleOf } from '../src/cli/terminal.ts'

/** Draws what `npm start` prints as `docs/hunt.svg`: a picture of a terminal. Run it after a build. */
const lineHeight = 19
const columns = 118
const shown = 21
const colors: Readonly<Record<string, string>> = {
  '31': '#e06c75',
  '32': '#98c379',
  '33': '#e5c07b',
  '36': '#56b6c2',
}

const report = JSON.parse(
  execFileSync(process.execPath, ['dist/main.js', 'hunt', 'examples/xml', '--format', 'json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }),
)
const lines = findingsTable(report, styleOf(true), 100).split('\n').slice(0, shown)
writeFileSync('docs/hunt.svg', svgOf(['$ npm start', ...lines]))

function svgOf(texts: readonly string[]): string {
  const height = texts.length * lineHeight + 28
  const rows = texts.map(
    (text, index) => `<text y="${28 + index * lineHeight}">${spansOf(text)}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 940 ${height}" role="img" aria-label="Findings in a terminal">
<rect width="940" height="${height}" rx="8" fill="#1e222a"/>
<g font-family="ui-monospace,Menlo,Consolas,monospace" font-size="12.5" fill="#d7dae0" xml:space="preserve" transform="translate(16 0)">
${rows.join('\n')}
</g>
</svg>
`
}

/** SGR sequences become styled spans; the text is cut at the edge of the picture. */
function spansOf(text: string): string {
  let left = columns
  let style = ''
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they begin the sequences
      .split(/\u001b\[(\d+)m/)
      .map((part, index) => {
        if (index % 2 === 1) {
          if (part === '1') style = ' font-weight="bold"'
          else if (part === '2') style = ' fill="#7f848e"'
          else style = colors[part] ? ` fill="${colors[part]}"` : ''
          return ''
        }
        const cut = [...part].slice(0, left).join('')
        left -= [...cut].length
        return cut === '' ? '' : `<tspan${style}>${escaped(cut)}</tspan>`
      })
      .join('')
  )
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
