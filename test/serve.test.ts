import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { ServeRequest } from '../src/cli/services.ts'
import { serve } from '../src/serve.ts'

const root = mkdtempSync(join(tmpdir(), 'whippet-serve-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const served = (changes: Partial<ServeRequest>): Promise<void> => {
  const request: ServeRequest = {
    content: [],
    knowledge: [],
    repository: null,
    data: [],
    state: join(root, 'state'),
    host: '127.0.0.1',
    port: 0,
    token: undefined,
    maxUploadBytes: 1,
    signal: new AbortController().signal,
    ...changes,
  }
  return serve(
    request,
    () => {},
    () => {},
  )
}

test('a port that another has ends it, with its thread and what it put on the disk', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  const temporary = process.env['TMPDIR']
  process.env['TMPDIR'] = root
  try {
    await expect(served({ port })).rejects.toThrow('EADDRINUSE')
  } finally {
    if (temporary === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = temporary
    other.close()
  }
  expect(readdirSync(root)).toEqual([])
})

test('content that cannot be read ends it', async () => {
  const missing = join(root, 'missing')
  await expect(served({ content: [missing] })).rejects.toThrow(missing)
})
