import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeCompletion,
  completionKeymap,
} from '@codemirror/autocomplete'
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab,
  insertNewlineAndIndent,
} from '@codemirror/commands'
import { type Diagnostic, linter, lintKeymap } from '@codemirror/lint'
import { EditorState, Prec, RangeSetBuilder } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  keymap,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'
import { useEffect, useRef } from 'react'
import type { SearchDetail } from '../../../src/http/api-types.ts'
import { tokensOf } from '../../../src/language/tokens.ts'
import { post } from '../data/source.ts'
import { type CompletionWords, completionsAt } from './completions.ts'

interface SplEditorProps {
  readonly text: string
  readonly change: (text: string) => void
  readonly run: (text: string) => void
  readonly words: CompletionWords
}

export function SplEditor(props: SplEditorProps) {
  const box = useRef<HTMLDivElement>(null)
  // The editor lives longer than what it is given.
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  useEffect(() => {
    const view = new EditorView({
      parent: box.current!,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: extensionsFor(latest),
      }),
    })
    view.focus()
    return () => view.destroy()
  }, [])
  return <div className="editor" ref={box} />
}

/** Names that the last explained search has: they complete the next one. */
let fields: readonly string[] = []

const extensionsFor = (latest: { readonly current: SplEditorProps }) => [
  Prec.highest(
    keymap.of([
      {
        key: 'Mod-Enter',
        run(view) {
          latest.current.run(view.state.doc.toString())
          return true
        },
      },
    ]),
  ),
  history(),
  drawSelection(),
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ 'aria-label': 'Search in SPL', spellcheck: 'false' }),
  keymap.of([
    ...completionKeymap,
    // As in Splunk; a suggestion that was chosen with the arrows goes first.
    {
      key: 'Enter',
      run(view) {
        closeCompletion(view)
        latest.current.run(view.state.doc.toString())
        return true
      },
      shift: insertNewlineAndIndent,
    },
    ...lintKeymap,
    ...historyKeymap,
    ...defaultKeymap,
    indentWithTab,
  ]),
  colours,
  autocompletion({
    selectOnOpen: false,
    override: [(context) => complete(context, latest.current.words)],
    icons: false,
  }),
  linter(problemsOf, { delay: 400 }),
  EditorView.updateListener.of((update) => {
    if (update.docChanged) latest.current.change(update.state.doc.toString())
  }),
]

function complete(context: CompletionContext, words: CompletionWords): CompletionResult | null {
  const text = context.state.doc.toString()
  const found = completionsAt(text, context.pos, { ...words, fields })
  if (!found || (found.from === context.pos && !context.explicit)) return null
  return { from: found.from, options: [...found.options], validFor: /^`?[\w.]*$/ }
}

/** The compiler's own problems, where they stand. */
async function problemsOf(view: EditorView): Promise<Diagnostic[]> {
  const text = view.state.doc.toString()
  if (text.trim() === '') return []
  const { diagnostics, stages } = await post<SearchDetail>('/explain', { spl: text })
  fields = [
    ...new Set(
      stages.flatMap(({ needs, adds, fields: left }) => [
        ...(needs === 'all' ? [] : needs),
        ...adds,
        ...(left ?? []),
      ]),
    ),
  ].sort()
  const { doc } = view.state
  if (doc.toString() !== text) return []
  return diagnostics.map(({ severity, message, advice, code, line = 1, column = 1 }) => {
    const from = Math.min(doc.line(Math.min(line, doc.lines)).from + column - 1, doc.length)
    const word = /^[\w.]+/.exec(text.slice(from))?.[0] ?? ''
    return {
      from,
      to: Math.min(from + Math.max(word.length, 1), doc.length),
      severity: severity === 'error' ? 'error' : severity === 'warning' ? 'warning' : 'info',
      message: `${code}: ${message}${advice === undefined ? '' : `\n${advice}`}`,
    }
  })
}

/** The same colours as everywhere: of our own lexer. */
const colours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = coloursOf(view.state)
    }
    update(update: ViewUpdate) {
      if (update.docChanged) this.decorations = coloursOf(update.state)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

function coloursOf(state: EditorState): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>()
  for (const { kind, span } of tokensOf(state.doc.toString())) {
    builder.add(span.start, span.end, Decoration.mark({ class: `t-${kind}` }))
  }
  return builder.finish()
}
