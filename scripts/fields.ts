import { sharedFolder } from '../test/shared-material.ts'
import { type DataSourceFields, dataSourceFields } from './fields/data-source-fields.ts'

/**
 * `npm run fields -- [PATTERN [DIR]]`: for each data source whose file name or sourcetype contains the pattern, how many of the fields that it
 * lists its example event gets from the knowledge that comes with Whippet. DIR is the `data_sources` of a content repository.
 */
const [pattern = '', named] = process.argv.slice(2)
const folder = named ?? sharedFolder('data/security_content/data_sources')
if (folder === undefined) process.exit(2)

const percent = (part: number, whole: number): string =>
  `${(whole === 0 ? 100 : (100 * part) / whole).toFixed(1).padStart(5)} %`
const share = ({ listed, missing }: DataSourceFields): number =>
  listed.length === 0 ? 1 : 1 - missing.length / listed.length

const results = await dataSourceFields(folder, (name) => name.includes(pattern.toLowerCase()))
const lines = results.map((result) => {
  const { file, listed, missing, missingOutputs, events, isOwn } = result
  const lacking = missing.length === 0 ? '' : `  lacks ${missing.join(' ')}`
  const outputs = missingOutputs.length === 0 ? '' : `  OUTPUT FIELDS ${missingOutputs.join(' ')}`
  const broken = events === 1 ? '' : `  READ AS ${events} EVENTS`
  return `${percent(listed.length - missing.length, listed.length)}  ${file}${isOwn ? '  OWN EXAMPLE' : ''}${outputs}${broken}${lacking}`
})
const mean = results.reduce((sum, result) => sum + share(result), 0) / Math.max(1, results.length)
const outputs = results.flatMap(({ outputs }) => outputs)
const missingOutputs = results.flatMap(({ missingOutputs }) => missingOutputs)
process.stdout.write(
  `${[
    ...lines,
    '',
    `data sources with an example  ${results.length}`,
    `fields given on average       ${percent(mean, 1)}`,
    `under 80 %                    ${results.filter((result) => share(result) < 0.8).length}`,
    `output fields given           ${percent(outputs.length - missingOutputs.length, outputs.length)}`,
  ].join('\n')}\n`,
)
