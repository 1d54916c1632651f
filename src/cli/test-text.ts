import type { Miss, RequirementCount } from '../search/diagnosis/nearest-row.ts'
import type { Ending, SearchTrace } from '../search/diagnosis/trace-search.ts'
import type { TestSummary } from '../testing/test-report.ts'
import type {
  FailureCause,
  LostField,
  Outcome,
  TestData,
  TestResult,
} from '../testing/test-result.ts'
import { printable, type Style } from './terminal.ts'
import { shortened } from './text-table.ts'

/** One test for people: a line, and below it why, where it failed. */
export function testText(result: TestResult, style: Style, width: number): string {
  const { detection, test, outcome, rows, data, notes } = result
  const name = printable(test === '' ? detection.name : `${detection.name} · ${test}`)
  const lines = [
    `${markOf(outcome, style)} ${style.bold(name)}${style.dim(afterName(outcome, rows))}`,
  ]
  if (outcome.kind === 'failed' || outcome.kind === 'error') {
    lines.push(`  ${style.red(cut(outcome.reason, width * 3))}`, style.dim(`  ${detection.path}`))
    lines.push(...data.map((each) => style.dim(`  ${dataText(each)}`)))
  }
  if (outcome.kind === 'failed' && outcome.why) {
    lines.push(...causeLines(outcome.why, style, width).map((line) => `  ${line}`))
  }
  lines.push(...notes.map((note) => style.yellow(`  note: ${cut(note, width * 3)}`)))
  return lines.map((line) => `${line}\n`).join('')
}

function markOf({ kind }: Outcome, style: Style): string {
  switch (kind) {
    case 'passed':
      return style.green('✓ passed ')
    case 'failed':
      return style.red('✗ failed ')
    case 'error':
      return style.red('✗ error  ')
    case 'no data':
      return style.yellow('? no data')
    case 'skipped':
      return style.dim('- skipped')
  }
}

function afterName(outcome: Outcome, rows: number | null): string {
  if (outcome.kind === 'passed') return `  ${counted(rows ?? 0, 'row')}`
  if (outcome.kind === 'skipped' || outcome.kind === 'no data')
    return `  ${cut(outcome.reason, longestReason)}`
  return ''
}

const longestReason = 600

const cut = (text: string, length: number): string => shortened(printable(text), length)

const counted = (count: number, thing: string): string =>
  `${count} ${count === 1 ? thing : `${thing}s`}`

function dataText({ data, file, source, sourcetype, events }: TestData): string {
  const read = events === null ? 'not read' : counted(events, 'event')
  return `${printable(file ?? data)}: ${read} of ${printable(sourcetype)}, ${printable(source)}`
}

const causeLines = (cause: FailureCause, style: Style, width: number): readonly string[] =>
  cause.kind === 'rows'
    ? traceLines(cause.trace, style, width)
    : cause.lost.flatMap((lost) => lostLines(lost, style, width))

function lostLines(
  { field, lostBy, rowFields, near }: LostField,
  style: Style,
  width: number,
): readonly string[] {
  const lines: string[] = []
  if (lostBy !== undefined)
    lines.push(`${style.bold(printable(field))} does not get past  ${cut(lostBy, width)}`)
  if (near !== undefined) lines.push(`did you mean ${style.bold(printable(near))}?`)
  lines.push(style.dim(`the row has ${cut(rowFields.join(', ') || 'no field', width * 3)}`))
  return lines
}

/** Stages up to the one where the rows ended, what rows had to meet there, and the row that came nearest. */
function traceLines(trace: SearchTrace, style: Style, width: number): readonly string[] {
  const { events, inRange, stages, ending } = trace
  if (events > 0 && inRange === 0) return [outOfRange(trace)]
  const reached = ending ? stages.slice(0, ending.stage + 1) : stages
  const digits = String(Math.max(events, ...reached.map((stage) => stage.rowsOut))).length
  const line = (count: number, text: string) =>
    `${String(count).padStart(digits)}  ${cut(text, width - digits - 6)}`
  const lines = [style.dim(line(events, 'events read'))]
  if (inRange < events) lines.push(style.dim(line(inRange, 'within the time range')))
  const before = ending ? reached.slice(0, -1) : reached
  lines.push(...before.map(({ rowsOut, text }) => line(rowsOut, text)))
  return ending
    ? [...lines, ...endingLines(ending, reached.at(-1)!.text, line, style, width)]
    : lines
}

type Line = (count: number, text: string) => string

function endingLines(
  { stage, requirements, nearest }: Ending,
  text: string,
  line: Line,
  style: Style,
  width: number,
): readonly string[] {
  const row = stage === 0 ? 'event' : 'row'
  const lines = [...requirementLines(text, requirements, row, line, style)]
  if (!nearest) return lines
  lines.push(
    style.bold(
      `the nearest ${row} meets ${nearest.met} of ${requirements.length}; it does not meet`,
    ),
    ...nearest.misses.slice(0, mostMisses).flatMap((miss) => missLines(miss, style, width)),
  )
  if (nearest.misses.length > mostMisses)
    lines.push(style.dim(`  … and ${nearest.misses.length - mostMisses} more`))
  const identity = [identityText(nearest.identity), nearest.raw ?? ''].filter(Boolean).join('  ')
  if (identity !== '') lines.push(style.dim(`  ${cut(identity, width - 4)}`))
  return lines
}

const mostMisses = 8

/** How many rows are left after each requirement, and where the last one went; of those after that, how many meet them by themselves. */
function requirementLines(
  stage: string,
  requirements: readonly RequirementCount[],
  row: string,
  line: Line,
  style: Style,
): readonly string[] {
  const name = stageName(stage)
  const end = requirements.findIndex(({ left }) => left === 0)
  if (requirements.length < 2 || end < 0) {
    return [style.red(`${line(0, stage)}${lastMark(requirements[end], row)}`)]
  }
  return requirements.map((requirement, index) => {
    const { text, left, alone } = requirement
    const head = index === 0 ? name : ' '.repeat(name.length)
    if (index < end) return line(left, `${head} ${text}`)
    if (index > end) return style.dim(`${line(alone, `${head} ${text}`)}  (by itself)`)
    return style.red(`${line(left, `${head} ${text}`)}${lastMark(requirement, row)}`)
  })
}

function lastMark(requirement: RequirementCount | undefined, row: string): string {
  const { absent = [] } = requirement ?? {}
  const gone = absent.length > 0 ? `: no ${row} has ${absent.map(printable).join(', ')}` : ''
  return `  ◄ the last ${row} goes${gone}`
}

/** `search`, and of a dataset its name. */
const stageName = (text: string): string =>
  /^datamodel (\S+) (\S+)/.exec(text)?.slice(1).join('.') ?? (text.split(' ', 1)[0] as string)

function missLines({ text, values }: Miss, style: Style, width: number): readonly string[] {
  const wanted = `  ${style.cyan(cut(text, width - 6))}`
  return [
    wanted,
    ...values.map(({ field, value, near }) => {
      if (field === '_raw') return '    is not in the text of the event'
      const advice = near === undefined ? '' : `; there is ${style.bold(printable(near))}`
      const has =
        value === null
          ? `is missing${advice}`
          : `is ${cut(JSON.stringify(value), width - field.length - 10)}`
      return `    ${style.bold(printable(field))} ${has}`
    }),
  ]
}

/** Source and sourcetype are told with the data. */
function identityText({ _time: time, host }: Readonly<Record<string, string>>): string {
  const when = time === undefined ? undefined : isoTime(Number(time))
  return [when, host].filter(Boolean).join('  ')
}

function isoTime(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString()
}

function outOfRange({ events, bounds, times }: SearchTrace): string {
  const side = (time: number | null) => (time === null ? 'any time' : isoTime(time))
  const found = times ? `; they are from ${isoTime(times.first)} to ${isoTime(times.last)}` : ''
  return `all ${events} events are outside of the time range of the search, ${side(bounds.earliest)} to ${side(bounds.latest)}${found}`
}

/** How many tests ended in which way. */
export function testSummaryText(summary: TestSummary, style: Style): string {
  const { passed, failed, errors, noData, skipped } = summary
  const parts = [
    style.green(`${passed} passed`),
    ...(failed > 0 ? [style.red(`${failed} failed`)] : []),
    ...(errors > 0 ? [style.red(`${counted(errors, 'error')}`)] : []),
    ...(noData > 0 ? [style.yellow(`${noData} without data`)] : []),
    ...(skipped > 0 ? [style.dim(`${skipped} skipped`)] : []),
  ]
  return `${style.bold('tests:')} ${parts.join(', ')} ${style.dim(`(${counted(summary.detections, 'detection')})`)}\n`
}
