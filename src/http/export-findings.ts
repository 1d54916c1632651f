import { csvLines } from '../cli/csv.ts'
import { findingsCsv } from '../cli/findings-csv.ts'
import { jsonText } from '../cli/output-format.ts'
import { sarifOf } from '../cli/sarif.ts'
import type { HuntReport } from '../detections/hunt-report.ts'
import type { CatalogueSource } from './catalogue-source.ts'

interface ExportContext {
  readonly source: CatalogueSource
  readonly version: string
}

interface ExportedFile {
  readonly type: string
  readonly extension: string
  readonly text: string
}

/** By the name in the address: findings as the command line writes them. */
export const exportFormats: Readonly<
  Record<
    string,
    | ((report: HuntReport, context: ExportContext) => ExportedFile | Promise<ExportedFile>)
    | undefined
  >
> = {
  json: (report) => ({
    type: 'application/json; charset=utf-8',
    extension: 'json',
    text: jsonText(report),
  }),
  csv({ findings }) {
    const { fields, rows } = findingsCsv(findings)
    return {
      type: 'text/csv; charset=utf-8',
      extension: 'csv',
      text: [...csvLines(fields, rows)].join(''),
    }
  },
  sarif: ({ findings }, { version }) => ({
    type: 'application/sarif+json; charset=utf-8',
    extension: 'sarif',
    text: sarifOf(findings, version),
  }),
  async navigator({ findings }, { source }) {
    const fired = findings.map(({ detection }) => detection.name)
    const layer = JSON.parse((await source.answer({ kind: 'layer', fired })) ?? 'null')
    return {
      type: 'application/json; charset=utf-8',
      extension: 'layer.json',
      text: jsonText(layer),
    }
  },
}
