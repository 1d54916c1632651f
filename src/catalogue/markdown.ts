/** Text that Markdown and HTML show as it is: files of content are not trusted to hold no markup. */
export const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/([\\[\]|])/g, '\\$1')

/** A link, where the address is one of the web or of this catalogue; else the text alone. */
export const link = (text: string, address: string): string =>
  /^(https?:\/\/|\.{0,2}\/|[\w-]+\.md)/i.test(address)
    ? `[${escaped(text)}](${address.replaceAll(/[\s()<>]/g, percent)})`
    : escaped(text)

/** A block of code. The fence is longer than any run of backticks in the text, so that none can close it. */
export function codeBlock(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(Math.max(3, longest + 1))
  return `${fence}\n${text}\n${fence}`
}

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** A value of the front matter: JSON strings are YAML strings. */
export const quoted = (text: string): string => JSON.stringify(text)

const percent = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
