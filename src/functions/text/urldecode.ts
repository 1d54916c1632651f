import { defineFunction, text } from '../../contract/define-function.ts'

const ESCAPES = /(?:%[0-9a-f]{2})+/gi

const decoder = new TextDecoder()

/** A run of escapes is the bytes of UTF-8 text; bytes that are not become U+FFFD. */
function decodeRun(run: string): string {
  const bytes = new Uint8Array(run.length / 3)
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = Number.parseInt(run.slice(i * 3 + 1, i * 3 + 3), 16)
  return decoder.decode(bytes)
}

export const urldecode = defineFunction({
  name: 'urldecode',
  category: 'text',
  summary: 'The text with its %XX escapes decoded as UTF-8.',
  parameters: { url: text('The text.') },
  overValuesOf: 'url',
  returns: 'string',
  evaluate: ({ url }) => (url.includes('%') ? url.replace(ESCAPES, decodeRun) : url),
  examples: [
    { expression: 'urldecode("%2Ftmp%2Fcaf%C3%A9")', result: '/tmp/café' },
    { expression: 'urldecode("100%")', result: '100%' },
  ],
})
