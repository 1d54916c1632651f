import { defaultOptions, type Format } from '../contract/format.ts'
import { jsonEvents } from './json-event.ts'
import { jsonExamples } from './json-examples.ts'
import { jsonReader } from './json-scanner.ts'
import { readText, utf8Sample } from './text-encoding.ts'
import { behind, behindLine, type SeamFinder, textParting } from './text-parting.ts'

export const json: Format = {
  name: 'json',
  summary:
    'JSON objects: one on a line, pretty-printed, or in one array. Windows events of evtx_dump, NXLog and Winlogbeat are recognized.',
  sniff(sample) {
    const text = utf8Sample(sample).toString('latin1')
    if (/^(?:\s*Record \d+)?[\s[]*\{\s*(?:"|\}|$)/.test(text)) return 0.95
    return /^\{"[^"\n]+":.*\}\s*$/m.test(text) ? 0.5 : 0
  },
  open(sink, options) {
    const settings = { ...defaultOptions, ...options }
    const makeEvent = jsonEvents(settings)
    return readText((window) => jsonReader(window, sink, settings, makeEvent), settings.charset)
  },
  parting(head, options) {
    const settings = { ...defaultOptions, ...options }
    const makeEvent = jsonEvents(settings)
    return textParting(head, settings.charset, {
      open: (window, sink) => jsonReader(window, sink, settings, makeEvent),
      headEnd: behindLine,
      seams: beforeObjects,
    })
  },
  examples: jsonExamples,
}

/** Before lines that begin an object as the second one of the file does: those that stand deeper are parts of others. */
function beforeObjects(afterHead: Buffer): SeamFinder {
  const before = /^[ \t,]*(?=\{)/.exec(afterHead.toString('latin1', 0, 256))?.[0] ?? ''
  return behind(`\n${before}{`, 1)
}
