import { intrusion } from './intrusion.ts'
import { renderEvtxDump } from './render-evtx-dump.ts'
import { renderNxlog } from './render-nxlog.ts'
import { renderText } from './render-text.ts'
import { renderXmlDocument, renderXmlLines } from './render-xml.ts'

/** Every generated file, by its path under `examples/`. */
export function exampleFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  for (const [computer, records] of intrusion()) {
    const host = computer.split('.', 1)[0] as string
    const renderXml = host === 'srv-file01' ? renderXmlDocument : renderXmlLines
    files.set(`xml/${host}.xml`, renderXml(records))
    files.set(`text/${host}.log`, renderText(records))
    files.set(`evtx-dump/${host}.jsonl`, renderEvtxDump(records))
    files.set(`nxlog/${host}.jsonl`, renderNxlog(records))
  }
  return files
}
