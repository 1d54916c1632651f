import type { ConfProblem, Setting, Stanza } from '../conf/conf-file.ts'

/** Settings of this kind by class, in ASCII order; an empty one takes back what a weaker stanza says. */
export function classesOf(
  settings: Stanza,
  prefix: string | RegExp,
): readonly (readonly [name: string, setting: Setting])[] {
  const classes: [string, Setting][] = []
  for (const [key, setting] of settings) {
    const found =
      typeof prefix === 'string' ? key.startsWith(prefix) && prefix : prefix.exec(key)?.[0]
    if (found && setting.value !== '') classes.push([key.slice(found.length), setting])
  }
  return classes.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
}

/** Tells that a setting has no effect, and why. */
export function refuse(
  { path, line }: Setting,
  problem: string,
  { report }: { report(problem: ConfProblem): void },
): void {
  report({ path, line, message: `the setting has no effect: ${problem}` })
}
