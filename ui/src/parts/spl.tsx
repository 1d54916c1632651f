import { type ReactNode, useState } from 'react'
import { readMacroCall } from '../../../src/language/macro-call.ts'
import { tokensOf } from '../../../src/language/tokens.ts'
import { useCatalogue } from '../data/queries.ts'
import { hrefOf } from '../router.ts'

/** Macros that call each other would be shown without end. */
const deepest = 8

/** SPL in the colours of our own lexer; macros show what they stand for when they are opened. */
export function Spl({ text, depth = 0 }: { readonly text: string; readonly depth?: number }) {
  const parts: ReactNode[] = []
  let position = 0
  for (const { kind, span } of tokensOf(text)) {
    if (span.start > position) parts.push(text.slice(position, span.start))
    const piece = text.slice(span.start, span.end)
    parts.push(
      kind === 'macro' && depth < deepest ? (
        <Macro key={span.start} call={piece} depth={depth} />
      ) : (
        <span key={span.start} className={`t-${kind}`}>
          {piece}
        </span>
      ),
    )
    position = span.end
  }
  parts.push(text.slice(position))
  return parts
}

/** A query as a block. */
export function SplBlock({ text }: { readonly text: string }) {
  return (
    <pre className="spl">
      <code>
        <Spl text={text} />
      </code>
    </pre>
  )
}

function Macro({ call, depth }: { readonly call: string; readonly depth: number }) {
  const [open, setOpen] = useState(false)
  const { data } = useCatalogue()
  const { name, arguments: given } = readMacroCall(call, 0)
  const found =
    data?.macros.find((macro) => macro.name === name && macro.arguments.length === given.length) ??
    data?.macros.find((macro) => macro.name === name)
  const values = given.map(({ value }) => call.slice(value.start, value.end))
  return (
    <>
      <button
        type="button"
        className="t-macro macro"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {call}
      </button>
      {open && (
        <span className="macro-body">
          {found ? (
            <>
              <Spl text={filled(found.definition, found.arguments, values)} depth={depth + 1} />
              <a className="macro-page" href={hrefOf(['macros', name])}>
                macro {name}
              </a>
            </>
          ) : (
            <em>{data ? 'defined nowhere in this content' : 'loading …'}</em>
          )}
        </span>
      )}
    </>
  )
}

/** `$name$` is what was given for it. */
const filled = (definition: string, names: readonly string[], values: readonly string[]): string =>
  names.reduce((text, name, index) => {
    const value = values[index]
    return value === undefined ? text : text.replaceAll(`$${name}$`, () => value)
  }, definition)
