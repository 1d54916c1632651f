import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogueAnswers } from '../src/catalogue-answers.ts'
import type { HuntReport } from '../src/detections/hunt-report.ts'
import type { JobStatus, Upload } from '../src/http/api-types.ts'
import { createServer } from '../src/http/server.ts'
import { packaged } from '../src/package-files.ts'
import { badInputs } from './bad-inputs.ts'

/** Everything that is wrong with inputs, sent as a browser sends it: what the hunt does with each is tested beside the hunt. */
const temporary = mkdtempSync(join(tmpdir(), 'whippet-hostile-'))
const headers = { host: 'localhost' }
let server: FastifyInstance
beforeAll(async () => {
  const source = catalogueAnswers(
    { folders: [packaged('content')], data: [], state: temporary },
    { now: 0, timeZone: 'UTC' },
    () => {},
  )
  server = await createServer({
    source,
    version: '0.0.0',
    host: '127.0.0.1',
    token: undefined,
    maxUploadBytes: 8 << 20,
    temporary,
    knowledge: [],
    data: [],
    repository: null,
    state: temporary,
    examples: [],
    app: undefined,
    jobScript: new URL(`file://${packaged('dist/job-worker.js')}`),
  })
})
afterAll(async () => {
  await server.close()
  expect(readdirSync(temporary)).toEqual([])
  rmSync(temporary, { recursive: true, force: true })
})

const boundary = 'whippet-boundary'
const part = (name: string, content: string | Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])

async function send(parts: readonly Buffer[]) {
  const answer = await server.inject({
    method: 'POST',
    url: '/api/uploads',
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  })
  return { code: answer.statusCode, body: answer.json() as Upload & { readonly error?: string } }
}

async function hunt(
  id: string,
): Promise<{ readonly status: JobStatus; readonly report: HuntReport }> {
  const begun = await server.inject({
    method: 'POST',
    url: '/api/jobs',
    headers,
    payload: { kind: 'hunt', inputs: { kind: 'upload', id } },
  })
  const url = `/api/jobs/${(begun.json() as JobStatus).id}`
  await server.inject({ url: `${url}/events`, headers })
  const [status, result] = await Promise.all(
    [url, `${url}/result`].map(async (each) =>
      (await server.inject({ url: each, headers })).json(),
    ),
  )
  return { status, report: result }
}

describe('hostile files', () => {
  it('are hunted as far as they can be read, told of, and take nothing from others', async () => {
    const good = readFileSync(packaged('examples/xml/ws07.xml'))
    const bad = badInputs.map(([name, content]) => part(name.replace(/\p{Cc}/gu, '%1b'), content))
    const { code, body } = await send([...bad, part('good.xml', good)])
    expect(code).toBe(201)
    const { status, report } = await hunt(body.id)
    expect(status.state).toBe('done')
    expect(report.findings.length).toBeGreaterThan(0)
    for (const [index, [, , message]] of badInputs.entries()) {
      const { name } = body.files[index]!
      const said = status.messages.filter((line) => line.includes(name))
      expect(said.join('\n'), name).toMatch(message)
    }
    await server.inject({ method: 'DELETE', url: `/api/uploads/${body.id}`, headers })
  }, 60_000)

  it.each([
    ['../../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\system32\\x.evtx', 'x.evtx'],
    ['/etc/shadow', 'shadow'],
    ['....', '_'],
    ['.htaccess', '_htaccess'],
    ['a\u202egpj.exe', 'a_gpj.exe'],
    ['<img src=x onerror=alert(1)>.json', '_img src_x onerror_alert(1)_.json'],
    ['CON:stream|x?.log', 'CON_stream_x_.log'],
    [`${'x'.repeat(500)}.log`, 'x'.repeat(120)],
    ['%2e%2e%2fx', '_2e_2e_2fx'],
  ])('the name %j is one within the folder', async (name, safe) => {
    const { code, body } = await send([part(name, 'x')])
    expect([code, body.files[0]?.name]).toEqual([201, safe])
    await server.inject({ method: 'DELETE', url: `/api/uploads/${body.id}`, headers })
  })

  it('leave nothing when they are cut, too large or no form', async () => {
    const cut = await server.inject({
      method: 'POST',
      url: '/api/uploads',
      headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
      payload: part('a.log', 'x').subarray(0, -10),
    })
    expect(cut.statusCode).toBeGreaterThanOrEqual(400)
    const large = await send([part('a.log', Buffer.alloc(9 << 20, 'x'))])
    expect([large.code, large.body.error]).toEqual([
      413,
      expect.stringMatching(/more than \d+ bytes/),
    ])
    const json = await server.inject({
      method: 'POST',
      url: '/api/uploads',
      headers,
      payload: { a: 1 },
    })
    expect(json.statusCode).toBeGreaterThanOrEqual(400)
    expect(json.statusCode).toBeLessThan(500)
    const [root] = readdirSync(temporary)
    // What jobs keep goes with the jobs.
    const kept = readdirSync(join(temporary, root!)).flatMap((folder) =>
      readdirSync(join(temporary, root!, folder)),
    )
    expect(kept.filter((file) => file !== 'risk.jsonl')).toEqual([])
  })
})
