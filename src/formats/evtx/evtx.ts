import { defaultLimits, type Format } from '../../contract/format.ts'
import { hasChunkMagic } from './chunk-reader.ts'
import { createFileReader, hasFileMagic } from './file-reader.ts'

/** Windows event logs as Windows stores them since Vista. */
export const evtx: Format = {
  name: 'evtx',
  summary: 'Windows event log files (.evtx): binary XML in chunks of 64 KiB.',
  sniff: (sample) => (hasFileMagic(sample) ? 1 : hasChunkMagic(sample) ? 0.9 : 0),
  open: (sink, limits) => createFileReader(sink, { ...defaultLimits, ...limits }),
  examples: [],
}

export { recordTree } from './event.ts'
export type { EvtxElement } from './event-tree.ts'
