import type { Coverage, TacticCoverage, TechniqueCoverage } from '../catalogue/coverage.ts'
import { printable, type Style } from './terminal.ts'
import { wrapped } from './wrapped-text.ts'

/** A heat map of the tactics, the techniques with most detections, and what stands out. */
export function coverageTable(coverage: Coverage, style: Style, width: number): string {
  const { detections, refused, techniques, attackVersion } = coverage
  const covered = techniques.filter(({ rules }) => rules > 0)
  const lines = [
    `${detections - refused} detections that run, ${covered.length} of ${techniques.length} techniques and sub-techniques (ATT&CK ${attackVersion})`,
    ...(refused === 0 ? [] : [style.dim(`${refused} more do not run here, and cover nothing`)]),
    '',
    ...tacticLines(coverage, style, width),
    '',
    ...(coverage.group
      ? groupLines(coverage, style, width)
      : techniqueLines(covered, coverage, style)),
    ...unknownLines(coverage, style, width),
  ]
  return `${lines.join('\n')}\n`
}

/** Each tactic with a bar: solid what fired, dark what was tested, light what has a rule. */
function tacticLines({ tactics, tested, hunted }: Coverage, style: Style, width: number): string[] {
  const longest = Math.max(...tactics.map(({ name }) => name.length))
  const room = Math.max(10, Math.min(40, width - longest - 40))
  const told = [
    ...(hunted ? [style.red('█ fired')] : []),
    ...(tested ? [style.green('▓ tested')] : []),
    `${style.cyan('▒ has a rule')}`,
    style.dim('░ no rule'),
  ]
  return [
    `${style.bold(`${'Tactic'.padEnd(longest)}  Techniques`)}  ${told.join('  ')}`,
    ...tactics.map(
      (tactic) =>
        `${tactic.name.padEnd(longest)}  ${bar(tactic, room, style)}  ${countsOf(tactic, tested, hunted)}`,
    ),
  ]
}

function bar(
  { techniques, withRule, withTested, withFired }: TacticCoverage,
  room: number,
  style: Style,
): string {
  const cells = (count: number) => (techniques === 0 ? 0 : Math.round((count * room) / techniques))
  const fired = cells(withFired)
  const tested = Math.max(0, cells(withTested) - fired)
  const rule = Math.max(0, cells(withRule) - fired - tested)
  return [
    style.red('█'.repeat(fired)),
    style.green('▓'.repeat(tested)),
    style.cyan('▒'.repeat(rule)),
    style.dim('░'.repeat(Math.max(0, room - fired - tested - rule))),
  ].join('')
}

function countsOf(
  { techniques, withRule, withTested, withFired }: TacticCoverage,
  tested: boolean,
  hunted: boolean,
): string {
  const share = techniques === 0 ? 0 : Math.round((100 * withRule) / techniques)
  return [
    `${withRule} of ${techniques} (${share} %)`,
    ...(tested ? [`${withTested} tested`] : []),
    ...(hunted ? [`${withFired} fired`] : []),
  ].join(', ')
}

const shown = 20

function techniqueLines(
  covered: readonly TechniqueCoverage[],
  { tested, hunted }: Coverage,
  style: Style,
): string[] {
  const most = [...covered]
    .sort((left, right) => right.rules - left.rules || (left.id < right.id ? -1 : 1))
    .slice(0, shown)
  if (most.length === 0) return []
  return [
    style.bold(
      `Most detections${covered.length > shown ? ` (${shown} of ${covered.length})` : ''}`,
    ),
    ...most.map(({ id, name, rules, tested: passed, fired }) =>
      [
        id.padEnd(9),
        String(rules).padStart(4),
        ...(tested ? [`${passed} tested`.padStart(11)] : []),
        ...(hunted ? [`${fired} fired`.padStart(10)] : []),
        ` ${name}`,
      ].join(' '),
    ),
  ]
}

function groupLines({ group, techniques }: Coverage, style: Style, width: number): string[] {
  if (!group) return []
  const names = new Map(techniques.map(({ id, name }) => [id, name]))
  const all = group.covered.length + group.gaps.length
  const aliases = group.aliases.length > 0 ? ` (${group.aliases.join(', ')})` : ''
  return [
    style.bold(`${group.name} ${group.id}`),
    ...(aliases === '' ? [] : wrapped(style.dim(aliases.trim()), width)),
    `${group.covered.length} of its ${all} techniques have a rule; gaps:`,
    ...group.gaps.map((id) => `${style.red('✗')} ${id.padEnd(9)}  ${names.get(id) ?? ''}`),
  ]
}

function unknownLines(
  { unknown, withoutTechnique }: Coverage,
  style: Style,
  width: number,
): string[] {
  const lines = unknown.map(({ id, successor, detections }) => {
    const instead = successor === null ? 'withdrawn or unknown' : `now ${successor}`
    return `${style.yellow('!')} ${printable(id)} is ${instead}: ${detections.length} detections`
  })
  const untold =
    withoutTechnique.length === 0
      ? []
      : wrapped(`${withoutTechnique.length} detections name no technique`, width)
  return lines.length + untold.length === 0 ? [] : ['', ...lines, ...untold]
}
