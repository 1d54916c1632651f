import type { TableSettings } from '../../contract/indexing.ts'
import { compilePattern, type PatternMatcher } from '../../values/pattern.ts'
import type { ConfProblem, Stanza } from '../conf/conf-file.ts'
import { refuse } from '../props/setting-classes.ts'

const delimiters: Readonly<Record<string, string>> = { csv: ',', tsv: '\t', psv: '|', w3c: ' ' }

const characterNames: Readonly<Record<string, string>> = {
  space: ' ',
  tab: '\t',
  '\\t': '\t',
  fs: '\x1c',
  gs: '\x1d',
  rs: '\x1e',
  us: '\x1f',
}

/**
 * The columns that INDEXED_EXTRACTIONS reads, `undefined` where it means no table. The names stand on the first line; in W3C's format
 * behind `#Fields:`, and its other comments are no events. Source: props.conf specification, "Structured Data Header Extraction".
 */
export function tableSettings(
  kind: string,
  settings: Stanza,
  sources: { report(problem: ConfProblem): void },
): TableSettings | undefined {
  const usual = delimiters[kind]
  if (usual === undefined) return undefined
  const isW3c = kind === 'w3c'
  const text = (key: string) => settings.get(key)?.value || undefined
  const pattern = (key: string, otherwise?: string): PatternMatcher | undefined => {
    const written = text(key) ?? otherwise
    const compiled = written === undefined ? undefined : compilePattern(written)
    if (!compiled || !('problem' in compiled)) return compiled
    const setting = settings.get(key)
    if (setting) refuse(setting, compiled.problem, sources)
    return undefined
  }
  const quote = character(text('FIELD_QUOTE')) ?? '"'
  return {
    delimiter: character(text('FIELD_DELIMITER')) ?? usual,
    quote: quote === 'none' ? undefined : quote,
    headerLine: Number(/^\d+$/.exec(text('HEADER_FIELD_LINE_NUMBER') ?? '')?.[0] ?? 0),
    names: listOf(text('FIELD_NAMES')),
    headerPrefix: pattern('FIELD_HEADER_REGEX', isW3c ? '^#Fields:\\s*' : undefined),
    comments: pattern('PREAMBLE_REGEX', isW3c ? '^#' : undefined),
    timeFields: listOf(text('TIMESTAMP_FIELDS')) ?? (isW3c ? ['date', 'time'] : undefined),
    keptCharacters: text('HEADER_FIELD_ACCEPTABLE_SPECIAL_CHARACTERS') ?? '',
    missing: pattern('MISSING_VALUE_REGEX'),
    zone: isW3c ? 'UTC' : undefined,
  }
}

function character(written: string | undefined): string | undefined {
  if (written === undefined) return undefined
  const name = written.toLowerCase()
  if (name === 'none') return 'none'
  if (name === 'whitespace' || name === 'ws') return 'blanks'
  const hex = /^\\x([0-9a-f]{2})$/i.exec(written)?.[1]
  if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
  return characterNames[name] ?? written.charAt(0)
}

/** `[a, b]`, `a,b`, `"a b", c` */
function listOf(written: string | undefined): readonly string[] | undefined {
  if (written === undefined) return undefined
  const items = [...written.replace(/^\[|\]$/g, '').matchAll(/\s*(?:"([^"]*)"|([^,]+))/g)]
    .map(([, quoted, plain = '']) => quoted ?? plain.trim())
    .filter((item) => item !== '')
  return items.length > 0 ? items : undefined
}
