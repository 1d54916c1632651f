import { sha256 as digest } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { defineFunction, text } from '../../contract/define-function.ts'

export const sha256 = defineFunction({
  name: 'sha256',
  category: 'cryptographic',
  summary: 'The SHA256 hash of the text in UTF-8, in lower-case hexadecimal.',
  parameters: { str: text('The text.') },
  overValuesOf: 'str',
  returns: 'string',
  evaluate: ({ str }) => bytesToHex(digest(utf8ToBytes(str))),
  examples: [
    {
      expression: 'sha256("")',
      result: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    },
    { expression: 'sha256(missing)', result: null },
  ],
})
