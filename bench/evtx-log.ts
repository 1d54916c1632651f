import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from '../src/formats/evtx/crc32.ts'

const chunkSize = 65536

/**
 * One log with the well-filled chunks of all samples; chunks stand on their own, so they can be put side by side.
 * @param copies how many times over
 * @returns its size in bytes
 */
export function writeEvtxLog(folder: string, log: string, copies: number): number {
  const chunks = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.evtx'))
    .sort()
    .flatMap((name) => chunksOf(readFileSync(join(folder, name))))
  const file = openSync(log, 'w')
  let size = writeSync(file, fileHeader(chunks.length * copies))
  for (let copy = 0; copy < copies; copy++) {
    for (const chunk of chunks) size += writeSync(file, chunk)
  }
  closeSync(file)
  return size
}

function chunksOf(sample: Buffer): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 4096; at + chunkSize <= sample.length; at += chunkSize) {
    const chunk = sample.subarray(at, at + chunkSize)
    if (chunk.readUInt32LE(48) > 0.9 * chunkSize) chunks.push(chunk)
  }
  return chunks
}

function fileHeader(chunks: number): Buffer {
  const header = Buffer.alloc(4096)
  header.write('ElfFile\0', 'latin1')
  header.writeUInt32LE(chunks - 1, 16)
  header.writeUInt32LE(1, 24)
  header.writeUInt32LE(128, 32)
  header.writeUInt16LE(1, 36)
  header.writeUInt16LE(3, 38)
  header.writeUInt16LE(4096, 40)
  header.writeUInt16LE(chunks & 0xffff, 42)
  header.writeUInt32LE(crc32(header.subarray(0, 120), 0), 124)
  return header
}
