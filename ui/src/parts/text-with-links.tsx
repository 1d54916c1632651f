const address = /https?:\/\/[^\s<>"'`]*[^\s<>"'`.,;:!?)\]}]/g

/** Text as it is, but for addresses of web pages, which can be followed. */
export function TextWithLinks({ text }: { readonly text: string }) {
  const parts = []
  let position = 0
  for (const { 0: found, index } of text.matchAll(address)) {
    parts.push(text.slice(position, index))
    parts.push(
      <a key={index} href={found} rel="noreferrer noopener" target="_blank">
        {found}
      </a>,
    )
    position = index + found.length
  }
  parts.push(text.slice(position))
  return parts
}
