import type { ConfFile, ConfProblem, Setting } from './conf/conf-file.ts'

/** Names of sourcetypes, and of sources, of the Windows event log. */
const windowsStanza = /WinEventLog/i
/** What makes other events of lines that are read, or leaves them out. */
const changesEvents = /^(?:TRANSFORMS-|RULESET-|SEDCMD-|TZ$)/

/**
 * Settings for events of the Windows event log that act when a file is read: here these events have readers of their own, which no setting
 * changes. Told once for each stanza.
 * @param isOwn whether a setting came with the product
 */
export function windowsIndexSettings(
  props: ConfFile,
  isOwn: (setting: Setting) => boolean,
): readonly ConfProblem[] {
  const problems: ConfProblem[] = []
  for (const [name, stanza] of props) {
    if (!windowsStanza.test(name)) continue
    const found = [...stanza].filter(([key, setting]) => changesEvents.test(key) && !isOwn(setting))
    const [first] = found
    if (!first) continue
    const [key, { path, line }] = first
    const others = found.length > 1 ? ` and ${found.length - 1} more of its stanza` : ''
    const message = `the setting ${key}${others} has no effect on events of the Windows event log, which are read as they are`
    problems.push({ path, line, message })
  }
  return problems
}
