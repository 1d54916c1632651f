import { anything, defineSpecialFunction, rest, text } from '../../contract/define-function.ts'
import { parsePath } from '../../values/structured-path.ts'
import { extraction } from './extraction.ts'
import { extract } from './path.ts'

const DOCUMENT =
  '{"user":{"name":"ann","ids":[7,8]},"hosts":[{"n":"a1"},{"n":"a2"}],"ok":true,"gone":null}'

/** Source: Splunk Search Reference, "JSON functions", json_extract(). */
export const jsonExtract = defineSpecialFunction({
  name: 'json_extract',
  category: 'json',
  summary: 'What a path leads to in a JSON document; for several paths a JSON array.',
  parameters: {
    json: anything('A JSON document.'),
    paths: { ...rest(text('Paths such as `a.b{0}.c{}`.')), required: false },
  },
  compile: (args) =>
    extraction(args, parsePath, (document, path) => (path ? extract(document, path) : undefined)),
  examples: [
    { expression: 'json_extract(doc, "user.name")', row: { doc: DOCUMENT }, result: 'ann' },
    { expression: 'json_extract(doc, "user.ids{1}")', row: { doc: DOCUMENT }, result: 8 },
    { expression: 'json_extract(doc, "hosts{}.n")', row: { doc: DOCUMENT }, result: '["a1","a2"]' },
    {
      expression: 'json_extract(doc, "user.name", "gone")',
      row: { doc: DOCUMENT },
      result: '["ann",null]',
    },
    { expression: 'json_extract(doc, "ok")', row: { doc: DOCUMENT }, result: true },
    { expression: 'json_extract(doc, "user.mail")', row: { doc: DOCUMENT }, result: null },
  ],
})
