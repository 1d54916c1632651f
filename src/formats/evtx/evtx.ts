import { defaultLimits, type Format, type FormatExample } from '../../contract/format.ts'
import { hasChunkMagic } from './chunk-reader.ts'
import { exampleRecords } from './example-log.ts'
import { createFileReader, hasFileMagic, partFile } from './file-reader.ts'
import { buildLog } from './log-builder.ts'

/** Windows event logs as Windows stores them since Vista. */
export const evtx: Format = {
  name: 'evtx',
  summary: 'Windows event log files (.evtx): binary XML in chunks of 64 KiB.',
  sniff: (sample) => (hasFileMagic(sample) ? 1 : hasChunkMagic(sample) ? 0.9 : 0),
  open: (sink, limits) => createFileReader(sink, { ...defaultLimits, ...limits }),
  parting: (head, limits) => partFile(head, { ...defaultLimits, ...limits }),
  get examples() {
    return [example()]
  },
}

export { recordTree } from './event.ts'

/** Made when asked for: only tests and the reference read it. */
function example(): FormatExample {
  return {
    title: 'A script block and a cleared log, in a file cut off behind its last record',
    input: exampleFile(),
    events: [
      {
        'system.eventId': '4104',
        'system.provider': 'Microsoft-Windows-PowerShell',
        'system.guid': '{6E12951C-EE7E-48A9-A3FE-A378B03DDB4D}',
        'system.systemTime': '2026-02-03T10:11:12.2500000Z',
        'system.keywords': '0x8000000000000000',
        'system.recordId': '9',
        'system.userId': 'S-1-5-18',
        'data.ScriptBlockText': "Get-Item 'C:\\a & b'\n",
        'data.Path': '',
      },
      { 'system.eventId': '104', 'system.channel': 'System', 'data.SubjectUserName': 'ann' },
    ],
    problems: ['file ends in the unused part of a chunk'],
  }
}

/** Without the unused end of the chunk, so that tests may cut it at every offset. */
function exampleFile(): Uint8Array {
  const file = buildLog([exampleRecords])
  return file.subarray(0, 4096 + file.readUInt32LE(4096 + 48))
}

export type { EvtxElement } from './event-tree.ts'
