import { sha1 as digest } from '@noble/hashes/legacy.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { defineFunction, text } from '../../contract/define-function.ts'

export const sha1 = defineFunction({
  name: 'sha1',
  category: 'cryptographic',
  summary: 'The SHA1 hash of the text in UTF-8, in lower-case hexadecimal.',
  parameters: { str: text('The text.') },
  overValuesOf: 'str',
  returns: 'string',
  evaluate: ({ str }) => bytesToHex(digest(utf8ToBytes(str))),
  examples: [
    {
      expression: 'sha1("")',
      result: 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    },
    { expression: 'sha1(missing)', result: null },
  ],
})
