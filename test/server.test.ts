import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { catalogueAnswers } from '../src/catalogue-answers.ts'
import type { HuntReport } from '../src/detections/hunt-report.ts'
import type { JobRequest, JobStatus, SearchResultAnswer, Upload } from '../src/http/api-types.ts'
import type { CatalogueSource } from '../src/http/catalogue-source.ts'
import { createServer, type ServerOptions } from '../src/http/server.ts'
import { packaged } from '../src/package-files.ts'
import type { TestReport } from '../src/testing/test-report.ts'

const dcom = 'remote_process_instantiation_via_dcom_and_powershell_script_block'
let source: CatalogueSource
const state = mkdtempSync(join(tmpdir(), 'whippet-state-'))
afterAll(() => rmSync(state, { recursive: true, force: true }))
beforeAll(() => {
  source = catalogueAnswers(
    { folders: [packaged('content')], data: [], state },
    { now: 1_700_000_000, timeZone: 'UTC' },
    () => {},
  )
})

const servers: FastifyInstance[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function open(changes: Partial<ServerOptions> = {}): Promise<FastifyInstance> {
  const server = await createServer({
    source,
    version: '0.0.0',
    host: '127.0.0.1',
    token: undefined,
    maxUploadBytes: 1 << 20,
    temporary: tmpdir(),
    knowledge: [],
    data: [],
    repository: null,
    state,
    examples: [packaged('examples')],
    app: undefined,
    jobScript: new URL(`file://${packaged('dist/job-worker.js')}`),
    ...changes,
  })
  servers.push(server)
  return server
}

const headers = { host: 'localhost:8998' }
const get = (server: FastifyInstance, url: string, more = {}) =>
  server.inject({ method: 'GET', url, headers: { ...headers, ...more } })

/** A form with these files, as a browser sends it. */
function form(files: Readonly<Record<string, string>>) {
  const boundary = 'whippet-boundary'
  const parts = Object.entries(files).map(
    ([name, text]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n${text}\r\n`,
  )
  return {
    payload: `${parts.join('')}--${boundary}--\r\n`,
    headers: { ...headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

async function upload(server: FastifyInstance, files: Readonly<Record<string, string>>) {
  const answer = await server.inject({ method: 'POST', url: '/api/uploads', ...form(files) })
  return { code: answer.statusCode, body: answer.json() as Upload & { error?: string } }
}

/** Runs a job to its end. */
async function run<Result>(server: FastifyInstance, payload: JobRequest): Promise<Result> {
  return (await runJob<Result>(server, payload)).result
}

async function runJob<Result>(
  server: FastifyInstance,
  payload: JobRequest,
): Promise<{ readonly id: string; readonly result: Result }> {
  const begun = await server.inject({ method: 'POST', url: '/api/jobs', headers, payload })
  expect(begun.body).toContain('running')
  const { id } = begun.json() as JobStatus
  const events = await get(server, `/api/jobs/${id}/events`)
  const states = events.body.trim().split('\n\n')
  expect(states.at(-1)).toContain('"state":"done"')
  return { id, result: (await get(server, `/api/jobs/${id}/result`)).json() as Result }
}

describe('the API', () => {
  it('tells the catalogue, a detection with its field flow, and ATT&CK', async () => {
    const server = await open()
    const catalogue = (await get(server, '/api/catalogue')).json()
    expect(catalogue.detections.map(({ slug }: { slug: string }) => slug)).toContain(dcom)
    expect(catalogue.macros.map(({ name }: { name: string }) => name)).toContain('powershell')
    const detail = (await get(server, `/api/detections/${dcom}`)).json()
    // Its file says that they are to be ignored.
    expect(detail.lint.map(({ code }: { code: string }) => code)).not.toContain('YML0303')
    expect(detail.entry.risk.objects).toEqual([{ field: 'dest', type: 'system', score: 50 }])
    expect(detail.explanation.stages.map(({ command }: { command: string }) => command)).toEqual([
      ...['search', 'fillnull', 'stats', 'convert', 'convert', 'search'],
    ])
    expect((await get(server, '/api/attack')).json().tactics).toHaveLength(14)
    expect((await get(server, '/api/detections/..%2f..%2fpackage.json')).statusCode).toBe(404)
  })

  it('explains a search, with what is wrong in it', async () => {
    const server = await open()
    const payload = { spl: 'index=main | stats cont by user' }
    const answer = await server.inject({ method: 'POST', url: '/api/explain', headers, payload })
    expect(answer.json().diagnostics).toMatchObject([{ code: 'SPL0303', line: 1, column: 20 }])
  })

  it('hunts files that were sent, and removes them', async () => {
    const server = await open()
    const texts = readdirSync(packaged('examples/xml')).map((name) =>
      readFileSync(packaged(`examples/xml/${name}`), 'utf8'),
    )
    const named = texts.map((text, index) => [`../../etc/${index}/evil\\name.xml`, text])
    const { body } = await upload(server, Object.fromEntries(named))
    expect(body.files).toEqual(
      texts.map((text) => ({ name: 'name.xml', size: Buffer.byteLength(text) })),
    )
    const report = await run<HuntReport>(server, {
      kind: 'hunt',
      inputs: { kind: 'upload', id: body.id },
    })
    expect(report.findings.map(({ detection }) => detection.name).sort()).toEqual([
      'Remote Process Instantiation via DCOM and PowerShell Script Block',
      'Remote Process Instantiation via WinRM and PowerShell Script Block',
    ])
    await server.inject({ method: 'DELETE', url: `/api/uploads/${body.id}`, headers })
    const again = { kind: 'hunt', inputs: { kind: 'upload', id: body.id } }
    const refused = await server.inject({
      method: 'POST',
      url: '/api/jobs',
      headers,
      payload: again,
    })
    expect(refused.statusCode).toBe(400)
  })

  it('searches the examples', async () => {
    const server = await open()
    const { rows } = await run<SearchResultAnswer>(server, {
      kind: 'search',
      spl: 'index=main | stats count',
      inputs: { kind: 'examples' },
    })
    expect(Number(rows[0]?.['count'])).toBeGreaterThan(10)
  })

  it('searches the risk that a hunt raised, until the hunt is forgotten', async () => {
    const server = await open()
    const inputs = { kind: 'examples' } as const
    const { id } = await runJob<HuntReport>(server, { kind: 'hunt', inputs })
    const spl = '| from datamodel Risk.All_Risk | stats count by normalized_risk_object'
    const search = { kind: 'search', spl, inputs, hunt: id } as const
    const { rows } = await run<SearchResultAnswer>(server, search)
    expect(rows.map((row) => row['normalized_risk_object'])).toContain('srv-file01.corp.example')
    await server.inject({ method: 'DELETE', url: `/api/jobs/${id}`, headers })
    const answer = await server.inject({
      method: 'POST',
      url: '/api/jobs',
      headers,
      payload: search,
    })
    expect(answer.json()).toEqual({ error: 'there is no such hunt' })
  })

  it('tells what the searches of all detections say', async () => {
    const server = await open()
    const analysis = (await get(server, '/api/analysis')).json()
    expect(analysis[dcom]).toMatchObject({ refusal: null, warnings: 0 })
  })

  it('runs tests, keeps their verdicts, and hunts their data', async () => {
    const server = await open()
    expect((await get(server, '/api/verdicts')).json()).toEqual({})
    const name = 'Remote Process Instantiation via DCOM and PowerShell Script Block'
    const report = await run<TestReport>(server, { kind: 'test', detections: [name] })
    expect(report.summary).toMatchObject({ passed: 1, failed: 0 })
    const verdicts = (await get(server, '/api/verdicts')).json()
    expect(verdicts).toMatchObject({ [name]: { outcome: 'passed', changed: false } })
    const { findings } = await run<HuntReport>(server, {
      kind: 'hunt',
      inputs: { kind: 'tests', slug: dcom },
      detections: [name],
    })
    expect(findings).toHaveLength(1)
    const payload = { kind: 'hunt', inputs: { kind: 'tests', slug: '../x' } }
    const answer = await server.inject({ method: 'POST', url: '/api/jobs', headers, payload })
    expect(answer.statusCode).toBe(400)
  })

  it('ends a search that is cancelled', async () => {
    const server = await open()
    const spl = '| makeresults count=100000000 | eval x=random() | stats sum(x)'
    const payload = { kind: 'search', spl, inputs: { kind: 'examples' } }
    const { id } = (
      await server.inject({ method: 'POST', url: '/api/jobs', headers, payload })
    ).json() as JobStatus
    const events = get(server, `/api/jobs/${id}/events`).then((answer) => answer)
    await server.inject({ method: 'DELETE', url: `/api/jobs/${id}`, headers })
    expect((await events).body).toContain('"state":"cancelled"')
    expect((await get(server, `/api/jobs/${id}`)).statusCode).toBe(404)
  })

  it('has a description of itself', async () => {
    const server = await open()
    const document = (await get(server, '/api/openapi.json')).json()
    for (const path of Object.keys(document.paths)) {
      const url = path.replaceAll(/\{\w+\}/g, 'none')
      const methods = Object.keys(document.paths[path])
      for (const method of methods) {
        const found = server.hasRoute({
          method: method.toUpperCase() as 'GET',
          url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
        })
        expect(found, `${method} ${url}`).toBe(true)
      }
    }
  })
})

describe('who may ask', () => {
  it('is nobody who asks for another name, which is how other sites reach this machine', async () => {
    const server = await open()
    expect((await get(server, '/api/info', { host: 'evil.example' })).statusCode).toBe(403)
    for (const host of ['localhost:1', '127.0.0.1:1', '[::1]:1']) {
      expect((await get(server, '/api/info', { host })).statusCode).toBe(200)
    }
  })

  it('is no page of another site, for what changes something', async () => {
    const server = await open()
    const post = (origin: string) =>
      server.inject({
        method: 'POST',
        url: '/api/explain',
        headers: { ...headers, origin },
        payload: { spl: 'a' },
      })
    expect((await post('https://evil.example')).statusCode).toBe(403)
    expect((await post('null')).statusCode).toBe(403)
    expect((await post('http://localhost:8998')).statusCode).toBe(200)
  })

  it('has the token, where other machines can reach it', async () => {
    await expect(open({ host: '0.0.0.0' })).rejects.toThrow('token')
    const server = await open({ host: '0.0.0.0', token: 'secret' })
    const ask = async (more: object) => (await get(server, '/api/info', more)).statusCode
    expect(await ask({})).toBe(401)
    expect(await ask({ authorization: 'Bearer wrong!' })).toBe(401)
    expect(await ask({ authorization: 'Bearer secret' })).toBe(200)
    expect((await get(server, '/api/info?token=secret')).statusCode).toBe(200)
  })

  it('gets a policy under which nothing foreign runs', async () => {
    const server = await open()
    const { headers: given } = await get(server, '/api/info')
    expect(given['content-security-policy']).toContain("default-src 'none'")
    expect(given['x-content-type-options']).toBe('nosniff')
  })
})

describe('hostile requests', () => {
  it('that are too large are refused, and leave nothing behind', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'whippet-test-'))
    const server = await open({ maxUploadBytes: 1000, temporary })
    const { code, body } = await upload(server, { 'a.log': 'x'.repeat(5000) })
    expect([code, body.error]).toEqual([413, expect.stringContaining('1000 bytes')])
    const [own] = readdirSync(temporary)
    expect(readdirSync(join(temporary, own as string))).toEqual([])
    await server.close()
    expect(readdirSync(temporary)).toEqual([])
    rmSync(temporary, { recursive: true })
  })

  it.each([
    { kind: 'hunt', inputs: { kind: 'path', id: '/etc/passwd' } },
    { kind: 'hunt', inputs: { kind: 'upload', id: '../../etc' } },
    { kind: 'search', spl: '', inputs: { kind: 'examples' } },
    { kind: 'run', inputs: { kind: 'examples' } },
    { kind: 'hunt', inputs: { kind: 'examples' }, content: ['/etc'] },
  ])('%j is refused', async (payload) => {
    const server = await open()
    const answer = await server.inject({ method: 'POST', url: '/api/jobs', headers, payload })
    // Members that are not known are left out, the rest is checked.
    if ('content' in payload) expect(answer.statusCode).toBe(201)
    else expect(answer.statusCode).toBe(400)
  })
})
