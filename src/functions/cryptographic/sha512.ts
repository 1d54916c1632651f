import { sha512 as digest } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { defineFunction, text } from '../../contract/define-function.ts'

export const sha512 = defineFunction({
  name: 'sha512',
  category: 'cryptographic',
  summary: 'The SHA512 hash of the text in UTF-8, in lower-case hexadecimal.',
  parameters: { str: text('The text.') },
  overValuesOf: 'str',
  returns: 'string',
  evaluate: ({ str }) => bytesToHex(digest(utf8ToBytes(str))),
  examples: [
    {
      expression: 'sha512("")',
      result:
        'cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e',
    },
    { expression: 'sha512(missing)', result: null },
  ],
})
