import type { Finding } from '../detections/finding.ts'
import { jsonText } from './output-format.ts'

/**
 * Findings as SARIF 2.1.0 (OASIS): each detection a rule, each row of its result a result. SARIF knows files, not events, so that what
 * was hunted stands in the logical locations.
 */
export function sarifOf(findings: readonly Finding[], version: string): string {
  const rules = findings.map(({ detection }) => ({
    id: detection.id,
    name: detection.name,
    shortDescription: { text: detection.name },
    defaultConfiguration: { level: levelOf(detection.severity) },
    properties: { tags: detection.attack.map(({ id }) => id), type: detection.type },
  }))
  return sarifLog(
    version,
    rules,
    findings.flatMap((finding, ruleIndex) => resultsOf(finding, ruleIndex)),
  )
}

/** One run of Whippet as a SARIF file. */
export const sarifLog = (
  version: string,
  rules: readonly object[],
  results: readonly object[],
): string =>
  jsonText({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'whippet', version, rules } },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  })

const resultsOf = ({ detection, rows, risk }: Finding, ruleIndex: number) =>
  rows.map((row, index) => ({
    ruleId: detection.id,
    ruleIndex,
    level: levelOf(detection.severity),
    message: { text: risk[index]?.message || detection.name },
    locations: [
      {
        logicalLocations: (risk[index]?.objects ?? []).map(({ value, type }) => ({
          name: value,
          kind: type,
        })),
      },
    ],
    properties: { row, risk: risk[index] },
  }))

function levelOf(severity: string): 'error' | 'warning' | 'note' {
  if (severity === 'critical' || severity === 'high') return 'error'
  return severity === 'medium' ? 'warning' : 'note'
}
