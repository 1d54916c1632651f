/** What reading files had to say. */
export function Messages({ lines }: { readonly lines: readonly string[] }) {
  return (
    <details className="messages">
      <summary>
        {lines.length} {lines.length === 1 ? 'message' : 'messages'} while reading
      </summary>
      <ul className="plain mono">
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines may be equal, and never change places
          <li key={index}>{line}</li>
        ))}
      </ul>
    </details>
  )
}
