import type { Drilldown, Finding } from '../detections/finding.ts'
import type { HuntReport } from '../detections/hunt-report.ts'
import { type Value, valuesOf } from '../values/value.ts'
import { printable, type Style } from './terminal.ts'
import { shortened } from './text-table.ts'
import { wrapped } from './wrapped-text.ts'

/** Findings for people: one block for each detection, the most severe first, then what was read. */
export function findingsTable(
  { findings, summary }: HuntReport,
  style: Style,
  width: number,
): string {
  const sorted = findings
    .map((finding, index) => ({ finding, index }))
    .sort((a, b) => rank(b.finding) - rank(a.finding) || a.index - b.index)
  return [
    ...sorted.map(({ finding }) => findingBlock(finding, style, width)),
    summaryText({ findings, summary }, style),
  ].join('\n')
}

const severities = ['informational', 'low', 'medium', 'high', 'critical']
const rank = ({ detection }: Finding): number => severities.indexOf(detection.severity)

/** Rows and drilldowns shown; there may be thousands. */
const shownRows = 10
const shownDrilldowns = 4
/** Lines of a message, of a row's fields and of a drilldown's search; JSON has them in full. */
const messageLines = 4
const fieldLines = 3
const searchLines = 3
const shownSkipped = 20
const longestReason = 1000
const indent = '     '

const block = (text: string, width: number, maxLines: number): string[] =>
  wrapped(printable(text), width - indent.length, maxLines).map((line) => indent + line)

function findingBlock(finding: Finding, style: Style, width: number): string {
  const { detection, rows, files, risk, drilldowns, firstTime, lastTime } = finding
  const techniques = detection.attack.map(
    ({ id, name, tactics }) => `${id} ${[name, tactics.join(', ')].filter(Boolean).join(' · ')}`,
  )
  const lines = [
    `${severityMark(detection.severity, style)}  ${style.bold(printable(detection.name))}  ${style.dim(detection.type)}`,
    ...techniques.map((technique) => `   ${style.cyan(technique)}`),
    style.dim(`   ${timeRange(firstTime, lastTime)}, ${counted(rows.length, 'row')}`),
    ...(files.length > 0 ? [style.dim(shortened(`   in ${filesText(files)}`, width))] : []),
  ]
  for (const [index, row] of rows.slice(0, shownRows).entries()) {
    lines.push(...rowLines(row, risk[index], style, width))
  }
  if (rows.length > shownRows)
    lines.push(style.dim(`   … and ${rows.length - shownRows} more rows (--format json shows all)`))
  for (const drilldown of drilldowns.slice(0, shownDrilldowns))
    lines.push(...drilldownLines(drilldown, style, width))
  if (drilldowns.length > shownDrilldowns) {
    lines.push(style.dim(`   … and ${drilldowns.length - shownDrilldowns} more drilldowns`))
  }
  return `${lines.join('\n')}\n`
}

function severityMark(severity: string, style: Style): string {
  const label = severity.toUpperCase().padEnd(8)
  if (severity === 'critical' || severity === 'high') return style.red(`● ${label}`)
  return severity === 'medium' ? style.yellow(`● ${label}`) : style.green(`● ${label}`)
}

const shownFiles = 3

function filesText(files: readonly string[]): string {
  const names = files.slice(0, shownFiles).map(printable).join(', ')
  return files.length > shownFiles ? `${names} and ${files.length - shownFiles} more` : names
}

const timeRange = (first: string | null, last: string | null): string => {
  if (first === null || last === null) return 'no time'
  return first === last ? first : `${first} to ${last}`
}

function rowLines(
  row: Readonly<Record<string, Value | undefined>>,
  risk: Finding['risk'][number] | undefined,
  style: Style,
  width: number,
): string[] {
  const entities = (risk?.objects ?? []).map(
    ({ value, type, score }) => `${style.bold(printable(value))} (${type}, risk ${score})`,
  )
  const lines = [`   ${style.red('→')} ${entities.join(', ') || 'no entity'}`]
  if (risk?.message) lines.push(...block(risk.message, width, messageLines))
  const fields = Object.entries(row).map(
    ([name, value]) => `${name}=${valuesOf(value ?? null).join(', ')}`,
  )
  lines.push(...block(fields.join('  '), width, fieldLines).map(style.dim))
  return lines
}

function drilldownLines(
  { name, search, earliest, latest, missing }: Drilldown,
  style: Style,
  width: number,
): string[] {
  const bounds =
    earliest === null && latest === null ? '' : `  [${earliest ?? ''}, ${latest ?? ''}]`
  const lines = [`   ${style.cyan('↳')} ${printable(name)}${style.dim(bounds)}`]
  lines.push(...block(search.replace(/\s+/g, ' '), width, searchLines).map(style.dim))
  if (missing)
    lines.push(style.yellow(`     no field for ${missing.map((token) => `$${token}$`).join(', ')}`))
  return lines
}

/** How many detections fired, what was read, and what was not run. */
export function summaryText({ findings, summary }: HuntReport, style: Style): string {
  const rows = findings.reduce((sum, finding) => sum + finding.rows.length, 0)
  const parts = [
    style.bold(
      `${findings.length} of ${counted(summary.detections, 'detection')} fired, ${counted(rows, 'row')}`,
    ),
    counted(summary.files, 'file'),
    byteCount(summary.bytes),
    counted(summary.events, 'event'),
  ]
  if (summary.parseErrors > 0) parts.push(style.yellow(`${summary.parseErrors} could not be read`))
  if (summary.notes > 0) parts.push(counted(summary.notes, 'note'))
  const lines = [parts.join(' · ')]
  for (const { name, reason } of summary.skipped.slice(0, shownSkipped))
    lines.push(
      style.yellow(`skipped: ${printable(name)}: ${shortened(printable(reason), longestReason)}`),
    )
  const more = summary.skipped.length - shownSkipped
  if (more > 0) lines.push(style.yellow(`… and ${more} more skipped (--format json lists all)`))
  return `${lines.join('\n')}\n`
}

const counted = (count: number, thing: string): string =>
  `${count} ${count === 1 ? thing : `${thing}s`}`

function byteCount(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`
}
