import { md5 as digest } from '@noble/hashes/legacy.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { defineFunction, text } from '../../contract/define-function.ts'

export const md5 = defineFunction({
  name: 'md5',
  category: 'cryptographic',
  summary: 'The MD5 hash of the text in UTF-8, in lower-case hexadecimal.',
  parameters: { str: text('The text.') },
  overValuesOf: 'str',
  returns: 'string',
  evaluate: ({ str }) => bytesToHex(digest(utf8ToBytes(str))),
  examples: [
    {
      expression: 'md5("")',
      result: 'd41d8cd98f00b204e9800998ecf8427e',
    },
    { expression: 'md5(missing)', result: null },
  ],
})
