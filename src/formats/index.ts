import type { Format } from '../contract/format.ts'
import { delimitedText } from './delimited-text.ts'
import { evtx } from './evtx/evtx.ts'
import { json } from './json.ts'
import { plainText } from './plain-text.ts'
import { windowsText } from './windows-text.ts'
import { windowsXml } from './windows-xml.ts'

/** All log formats. Where two are equally sure of a file, the one that stands first reads it. */
export const formats: readonly Format[] = [
  evtx,
  windowsXml,
  windowsText,
  json,
  delimitedText,
  plainText,
]
