import type { PlanExplanation, StageExplanation } from '../planner/explain.ts'
import type { ExplainReport } from './explain-report.ts'
import { jsonText } from './output-format.ts'
import { printable, type Style } from './terminal.ts'

/** The explanation for people. */
export function explainText(report: ExplainReport, style: Style, withTree: boolean): string {
  const { written, expanded, commands, ast, plans } = report
  const [main, ...subsearches] = plans
  const parts = [
    section('Macros expanded', expanded === written ? ['(none)'] : lines(expanded), style),
    section('Commands', commands.map(numbered), style),
    ...(withTree ? [section('Syntax tree', lines(jsonText(ast).trimEnd()), style)] : []),
    ...(main ? planSections(main, '', style) : []),
    ...subsearches.flatMap((plan, index) =>
      planSections(plan, ` of subsearch ${index + 1}`, style),
    ),
  ]
  return parts.join('\n')
}

const section = (title: string, body: readonly string[], style: Style): string =>
  [style.bold(title), ...body.map((line) => `  ${line}`)].map((line) => `${line}\n`).join('')

const lines = (text: string): string[] => text.split(/\r?\n/).map(printable)

const numbered = (text: string, index: number): string => `${index + 1}. ${printable(text)}`

function planSections(plan: PlanExplanation, suffix: string, style: Style): string[] {
  return [
    section(
      `Stages and field flow${suffix}`,
      plan.stages.flatMap((stage, index) => stageLines(stage, index, style)),
      style,
    ),
    section(`Plan${suffix}`, planLines(plan), style),
  ]
}

function stageLines(stage: StageExplanation, index: number, style: Style): string[] {
  const { needs, adds, removes, passes, addsUnknown, fields, demand, kind } = stage
  const order = stage.readsOrder ? ', reads the order of rows' : ''
  const made = [...adds, ...(addsUnknown ? ['fields that only the data tells'] : [])]
  const details: readonly (readonly [string, readonly string[] | 'all' | 'none' | null])[] = [
    ['needs', needs],
    ['adds', made],
    ['removes', removes],
    ['lets pass', passes],
    ['fields after it', fields],
    ['asked for later', demand],
  ]
  return [
    `${numbered(stage.text, index)} ${style.dim(`(${kind}${order})`)}`,
    ...details
      .filter(([, names]) => names === null || names.length > 0)
      .map(([what, names]) => `     ${what.padEnd(15)}  ${nameList(names)}`),
  ]
}

const nameList = (names: readonly string[] | 'all' | 'none' | null): string => {
  if (names === null) return 'not known before it runs'
  return typeof names === 'string' ? names : names.map(printable).join(', ')
}

function planLines({
  stages,
  generates,
  filters,
  ordered,
  needed,
  earliest,
  latest,
}: PlanExplanation): string[] {
  if (generates) return ['the first command makes the rows, no events are read']
  const rest = stages.length - filters
  return [
    `reads from each event     ${needed.length === 0 ? 'nothing' : nameList(needed)}`,
    `filters while reading     ${filters === 0 ? 'none' : countOf(filters, 'stage')}`,
    `in search order           ${ordered ? 'yes: events are held, newest first' : 'not needed: the result is the same in any order'}`,
    `after that                ${countOf(rest, 'stage')}`,
    `time range                ${timeRange(earliest, latest)}`,
  ]
}

const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

function timeRange(earliest: number | null, latest: number | null): string {
  if (earliest === null && latest === null) return 'all time'
  const from = earliest === null ? 'the beginning' : timeOf(earliest)
  return `from ${from} to ${latest === null ? 'the end' : timeOf(latest)}`
}

/** Times beyond what a date can hold stay numbers. */
function timeOf(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString()
}
