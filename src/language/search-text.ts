/**
 * Values of search terms keep their wildcards: `*` stands for anything. As elsewhere `\"` is a quote and `\\` a backslash, and a backslash
 * before another character is itself. But right before an asterisk backslashes stay as they were written: `\*` and `\\*` both are a
 * backslash, then anything. Source: Splunk Search Manual, "Backslashes".
 */
export function unescapeSearchText(raw: string): string {
  if (!raw.includes('\\')) return raw
  return raw.replace(/(\\+)(["*]?)/g, (_, slashes: string, next: string) => {
    if (next === '*') return slashes + next
    const half = '\\'.repeat(slashes.length >> 1)
    if (next === '"') return `${half}"`
    return slashes.length % 2 === 1 ? `${half}\\` : half
  })
}

/** The text as it is written between quotes, or bare. */
export function escapeSearchText(text: string): string {
  return text.replace(/(\\*)(["*]|$)|\\+/g, (run: string, before: string, next: string) => {
    if (before === undefined) return run.length === 1 ? run : run + run
    if (next === '*') return run
    return next === '"' ? `${before}${before}\\"` : before + before
  })
}
