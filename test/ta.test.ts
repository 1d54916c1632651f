import { readFileSync, utimesSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openEngine } from '../src/index.ts'

/** An app in the form of Splunk's technology add-ons that uses every setting at least once, and what it makes of its logs. */
const folder = fileURLToPath(new URL('./ta/', import.meta.url))
/** 2026-11-26T13:41:18Z, when the logs were last written. */
const written = 1_795_700_478

const logs: readonly (readonly [file: string, sourcetype?: string])[] = [
  ['app.log'],
  ['late.txt'],
  ['x.acme.csv'],
  ['names.psv', 'acme:names'],
  ['objects.json', 'acme:json'],
  ['table.txt', 'acme:old'],
]

it('an app with every setting gives its events', async () => {
  const engine = await openEngine({
    knowledge: [`${folder}TA-acme`],
    now: new Date((written + 3600) * 1000),
  })
  const lines: string[] = []
  for (const [file, sourcetype] of logs) {
    const path = `${folder}logs/${file}`
    utimesSync(path, written, written)
    const { rows, diagnostics } = await engine.search('* | reverse', {
      inputs: [path],
      ...(sourcetype !== undefined && { sourcetype }),
    })
    for (const row of rows) lines.push(JSON.stringify(row))
    for (const { message } of diagnostics) lines.push(JSON.stringify({ told: message }))
  }
  const text = lines.join('\n').replaceAll(folder, '')
  await expect(`${text}\n`).toMatchFileSnapshot('./ta/golden.jsonl')
})

it.each([
  [
    'props',
    [
      'AUTO_KV_JSON',
      'BREAK_ONLY_BEFORE',
      'BREAK_ONLY_BEFORE_DATE',
      'CHARSET',
      'DATETIME_CONFIG',
      'EVAL-',
      'EXTRACT-',
      'FIELDALIAS-',
      'FIELD_DELIMITER',
      'FIELD_HEADER_REGEX',
      'FIELD_NAMES',
      'FIELD_QUOTE',
      'HEADER_FIELD_ACCEPTABLE_SPECIAL_CHARACTERS',
      'HEADER_FIELD_LINE_NUMBER',
      'INDEXED_EXTRACTIONS',
      'KV_MODE',
      'LESS_THAN_50',
      'LINE_BREAKER',
      'LOOKUP-',
      'MAX_DAYS_AGO',
      'MAX_DAYS_HENCE',
      'MAX_EVENTS',
      'MAX_TIMESTAMP_LOOKAHEAD',
      'MISSING_VALUE_REGEX',
      'MORE_THAN_30',
      'MUST_BREAK_AFTER',
      'MUST_NOT_BREAK_AFTER',
      'MUST_NOT_BREAK_BEFORE',
      'PREAMBLE_REGEX',
      'REPORT-',
      'SEDCMD-',
      'SHOULD_LINEMERGE',
      'TIMESTAMP_FIELDS',
      'TIME_FORMAT',
      'TIME_PREFIX',
      'TRANSFORMS-',
      'TRUNCATE',
      'TZ',
      'priority',
      'rename',
      'sourcetype',
    ],
  ],
  [
    'transforms',
    [
      'CLEAN_KEYS',
      'DEFAULT_VALUE',
      'DELIMS',
      'DEST_KEY',
      'FORMAT',
      'KEEP_EMPTY_VALS',
      'LOOKAHEAD',
      'MV_ADD',
      'REGEX',
      'REPEAT_MATCH',
      'SOURCE_KEY',
      'WRITE_META',
      'case_sensitive_match',
      'default_match',
      'filename',
      'filter',
      'match_type',
      'max_matches',
      'max_offset_secs',
      'min_matches',
      'min_offset_secs',
      'time_field',
      'time_format',
    ],
  ],
])('the app uses every setting of %s.conf', (conf, settings) => {
  const text = readFileSync(`${folder}TA-acme/default/${conf}.conf`, 'utf8')
  expect(settings.filter((name) => !new RegExp(`^${name}`, 'm').test(text))).toEqual([])
})
