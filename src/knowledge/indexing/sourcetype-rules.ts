import { compilePattern, type PatternMatcher, PatternTimeout } from '../../values/pattern.ts'
import type { ConfFile, ConfProblem, Stanza } from '../conf/conf-file.ts'

/** When a rule is looked at: `rule` before anything else is tried, `delayedrule` where nothing else knew the text. */
type RuleKind = 'rule' | 'delayedrule'

interface Condition {
  readonly pattern: Pick<PatternMatcher, 'test'>
  /** Of all lines, in percent. */
  readonly percent: number
  readonly more: boolean
}

interface Rule {
  readonly kind: RuleKind
  readonly sourcetype: string
  readonly priority: number
  /** Where it is written. */
  readonly path: string
  readonly conditions: readonly Condition[]
}

/** Tells the sourcetype of a text by its lines, where the rules of this kind know it. */
export type SourcetypeRules = (kind: RuleKind, lines: readonly string[]) => string | undefined

/** Names of stanzas in `props.conf` that are rules and no sourcetypes. */
export const ruleStanza = /^(rule|delayedrule)::/

/** A pattern is matched with no more of a line. */
const longestLine = 10_000

/**
 * Rules that recognize sourcetypes: every `MORE_THAN_<n>` pattern must be in more than n percent of the lines, every `LESS_THAN_<n>` in
 * fewer. Of several rules that hold the first counts: by `priority`, then those of the stronger app, then as they stand in its file.
 * Source: props.conf specification, "rule:: and delayedrule:: configuration"; Getting Data In, "Configure rule-based source type recognition".
 * @param trusted paths of files whose patterns are known to be right: they are compiled when a text is first looked at, which is never
 * where sourcetypes are given
 */
export function sourcetypeRules(
  props: ConfFile,
  report: (problem: ConfProblem) => void,
  trusted: ReadonlySet<string> = new Set(),
): SourcetypeRules {
  const rules = inOrder(
    [...props].flatMap(([name, stanza]) => ruleOf(name, stanza, report, trusted) ?? []),
  )
  return (kind, lines) => {
    if (lines.length === 0) return undefined
    const cut = lines.map((line) => line.slice(0, longestLine))
    return rules.find((rule) => rule.kind === kind && holds(rule, cut))?.sourcetype
  }
}

/** Stanzas of weaker apps come first. */
function inOrder(rules: readonly Rule[]): readonly Rule[] {
  const files = new Map([...new Set(rules.map(({ path }) => path))].map((path, at) => [path, at]))
  const strength = ({ path }: Rule): number => files.get(path) ?? 0
  return [...rules].sort(
    (left, right) => right.priority - left.priority || strength(right) - strength(left),
  )
}

function ruleOf(
  name: string,
  stanza: Stanza,
  report: (problem: ConfProblem) => void,
  trusted: ReadonlySet<string>,
): Rule | undefined {
  const [first] = stanza.values()
  const kind = ruleStanza.exec(name)?.[1] as RuleKind | undefined
  if (!kind || !first) return undefined
  const { path, line } = first
  const sourcetype = stanza.get('sourcetype')?.value
  if (!sourcetype) {
    report({ path, line, message: `the rule [${name}] has no effect: it names no sourcetype` })
    return undefined
  }
  const conditions: Condition[] = []
  for (const [key, setting] of stanza) {
    const [, comparison, percent] = /^(MORE|LESS)_THAN.*?_(\d+(?:\.\d+)?)$/.exec(key) ?? []
    if (comparison === undefined) continue
    const pattern = trusted.has(setting.path)
      ? compiledLater(setting.value)
      : compilePattern(setting.value)
    if ('problem' in pattern) {
      const message = `the rule [${name}] has no effect: ${key}: ${pattern.problem}`
      report({ path: setting.path, line: setting.line, message })
      return undefined
    }
    conditions.push({ pattern, percent: Number(percent), more: comparison === 'MORE' })
  }
  if (conditions.length === 0) {
    const message = `the rule [${name}] has no effect: it has neither MORE_THAN_… nor LESS_THAN_…`
    report({ path, line, message })
    return undefined
  }
  const priority = Number(stanza.get('priority')?.value ?? 0)
  return { kind, sourcetype, priority: Number.isFinite(priority) ? priority : 0, path, conditions }
}

const holds = ({ conditions }: Rule, lines: readonly string[]): boolean =>
  conditions.every((condition) => {
    const { percent, more } = condition
    const share = percentWith(condition, lines)
    return more ? share > percent : share < percent
  })

/** How many of the lines have the pattern; less than all are counted once there are too few or enough for the condition. */
function percentWith({ pattern, percent }: Condition, lines: readonly string[]): number {
  const share = (matched: number): number => (100 * matched) / lines.length
  let count = 0
  for (const [index, line] of lines.entries()) {
    if (isIn(pattern, line)) count++
    const most = count + lines.length - index - 1
    if (share(count) > percent || share(most) < percent) break
  }
  return share(count)
}

function compiledLater(source: string): Condition['pattern'] {
  return {
    test(text) {
      const compiled = compilePattern(source)
      if ('problem' in compiled) throw new Error(`${source}: ${compiled.problem}`)
      return compiled.test(text)
    },
  }
}

function isIn(pattern: Condition['pattern'], line: string): boolean {
  try {
    return pattern.test(line)
  } catch (error) {
    if (error instanceof PatternTimeout) return false
    throw error
  }
}
