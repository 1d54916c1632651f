import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import serveStatic from '@fastify/static'
import axe from 'axe-core'
import fastify from 'fastify'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { packaged } from '../../src/package-files.ts'

const executable = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => existsSync(path))

/** Whether there is a browser to test with; says so where there is none. */
export const hasBrowser = executable !== undefined
if (!hasBrowser) console.warn('no Chromium was found: the web app is not tested')

/** Chromium that talks to nobody but us. */
const flags = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]

export interface TestBrowser {
  /** A page of its own; an error on it fails what asks for `errors`. */
  page(address?: string, options?: PageOptions): Promise<TestPage>
  close(): Promise<void>
}

interface PageOptions {
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
  /** Of another server than the app's own. */
  readonly origin?: string
}

interface TestPage {
  readonly page: Page
  /** What the page complained about: exceptions, refused by its policy, requests that failed or left the machine. */
  readonly errors: readonly string[]
}

export const screenshots = process.env['WHIPPET_SCREENSHOTS'] ?? join(tmpdir(), 'whippet-screens')

/** The app, built when it is not, served with the shipped content, in a browser with a fresh profile. */
export async function openBrowser(content: readonly string[] = []): Promise<TestBrowser> {
  const app = packaged('dist/ui')
  if (!existsSync(join(app, 'index.html'))) {
    // In a process of its own: what is set for tests makes React slow and large.
    execFileSync(
      process.execPath,
      [packaged('node_modules/vite/bin/vite.js'), 'build', '-c', packaged('ui/vite.config.ts')],
      {
        env: { ...process.env, NODE_ENV: 'production' },
      },
    )
  }
  const server = spawn(
    process.execPath,
    [
      packaged('dist/main.js'),
      'serve',
      '--port',
      '0',
      ...content.flatMap((folder) => ['--content', folder]),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const origin = await firstLine(server.stdout)
  const profile = mkdtempSync(join(tmpdir(), 'whippet-profile-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable!,
    args: flags,
    acceptDownloads: true,
  })
  return {
    page: (address = '', options = {}) =>
      openPage(context, options.origin ?? origin, address, options),
    async close() {
      await context.close()
      server.kill()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

/** The app with the shipped content as files, below a folder of a server that knows nothing of it. */
export async function openSite() {
  const root = mkdtempSync(join(tmpdir(), 'whippet-site-'))
  const output = join(root, 'some', 'folder')
  execFileSync(
    process.execPath,
    [packaged('dist/main.js'), 'docs', packaged('content'), '-o', output, '--site'],
    { stdio: 'ignore' },
  )
  const server = fastify({ forceCloseConnections: true })
  await server.register(serveStatic, { root })
  const address = `${await server.listen({ host: '127.0.0.1', port: 0 })}/some/folder/`
  return {
    address,
    async close() {
      await server.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

async function firstLine(output: Readable): Promise<string> {
  for await (const line of createInterface(output)) return line
  throw new Error('the server ended')
}

async function openPage(
  context: BrowserContext,
  origin: string,
  address: string,
  { width = 1280, height = 900, dark = false }: PageOptions,
): Promise<TestPage> {
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) errors.push(`asked for ${url}`)
  })
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
  await page.goto(`${origin}${address}`)
  return { page, errors }
}

/** Rules of WCAG 2.2 AA, and what axe thinks good, that the page breaks: by rule, the elements. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  // What the header hides is no mistake of what lies below it.
  await page.evaluate('scrollTo(0, 0)')
  await page.evaluate(axe.source)
  return await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .then(({ violations }) => violations.map(({ id, nodes }) =>
        id + ': ' + nodes.slice(0, 3).map(({ html, failureSummary }) => html.slice(0, 200) + ' ' + failureSummary).join(' | ')))`,
  )
}

/** How many pixels the page is wider than what shows it. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(
    'Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)',
  )
