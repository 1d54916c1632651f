import { closeSync, readSync } from 'node:fs'
import * as yauzl from 'yauzl'
import { contentKind } from './content-kind.ts'
import type { InputFile } from './input-sink.ts'
import { openWithoutWaiting } from './open-without-waiting.ts'
import { othersTurn } from './others-turn.ts'

/** How many bytes of logs a file is likely to hold: what zip and gzip tell of what they expand to, else its size. Never throws. */
export async function expectedBytes({ path, size }: InputFile): Promise<number> {
  // A pipe can be read but once.
  if (size === 0) return 0
  try {
    await othersTurn()
    const { kind, told } = look(path, size)
    if (kind === 'gzip') return Math.max(size, told)
    return kind === 'zip' ? Math.max(size, await zipBytes(path)) : size
  } catch {
    // Whatever is wrong is told when the file is read.
    return size
  }
}

/** Bytes that decide what a file is. */
const headBytes = 262

function look(path: string, size: number): { readonly kind: string; readonly told: number } {
  const file = openWithoutWaiting(path)
  try {
    const head = Buffer.alloc(headBytes)
    const count = readSync(file, head, 0, headBytes, 0)
    const { kind } = contentKind(head.subarray(0, count))
    const end = Buffer.alloc(4)
    // A gzip file ends with the length of its last member's content, which is the only one in most files.
    if (kind === 'gzip') readSync(file, end, 0, 4, Math.max(0, size - 4))
    return { kind, told: end.readUInt32LE(0) }
  } finally {
    closeSync(file)
  }
}

async function zipBytes(path: string): Promise<number> {
  const zip = await yauzl.openPromise(path, { autoClose: false, decodeStrings: false })
  try {
    let bytes = 0
    for await (const { uncompressedSize } of zip.eachEntry()) bytes += uncompressedSize
    return bytes
  } finally {
    zip.close()
  }
}
