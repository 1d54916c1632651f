import type { Finding } from '../detections/finding.ts'
import type { Value } from '../values/value.ts'

type Row = Readonly<Record<string, Value>>

const own = ['detection', 'severity', 'technique', 'risk_message', 'risk_object', 'risk_score']

/** Findings as one table: a line for each row, first what the detection says of it, then the fields of all rows. */
export function findingsCsv(findings: readonly Finding[]): { fields: string[]; rows: Row[] } {
  const fields = new Set(own)
  const rows: Row[] = []
  for (const { detection, rows: found, risk } of findings) {
    for (const [index, row] of found.entries()) {
      const about = risk[index]
      const fieldsOfRow: Record<string, Value> = {
        detection: detection.name,
        severity: detection.severity,
        technique: detection.attack.map(({ id }) => id),
        risk_message: about?.message ?? null,
        risk_object: about?.objects.map(({ value }) => value) ?? null,
        risk_score: about?.objects.map(({ score }) => score) ?? null,
      }
      for (const [name, value] of Object.entries(row)) {
        const column = own.includes(name) ? `result_${name}` : name
        fields.add(column)
        fieldsOfRow[column] = value ?? null
      }
      rows.push(fieldsOfRow)
    }
  }
  return { fields: [...fields], rows }
}
