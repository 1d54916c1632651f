import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'

/**
 * Measures what a person waits for in the web app: from the start of the server to the list of detections in a browser, and from a key to its answer.
 *
 *     npx tsx scripts/first-page.ts [DIR…]
 *
 * Needs a build and Chromium.
 */
const folders = process.argv.slice(2)
const started = performance.now()
const since = (time: number) => Math.round(performance.now() - time)
const server = spawn(
  process.execPath,
  ['dist/main.js', 'serve', '--port', '0', ...folders.flatMap((folder) => ['--content', folder])],
  { stdio: ['ignore', 'pipe', 'inherit'] },
)
const [address] = (await once(createInterface(server.stdout))) as [string]
const listening = since(started)
await (await fetch(`${address}api/catalogue`)).text()
const answered = since(started)
const cpu = cpuOf(server.pid!)
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
const page = await browser.newPage()
const opened = performance.now()
await page.goto(address)
await page.locator('.detection-row').first().waitFor()
const shown = since(opened)
// The searches are compiled meanwhile; what is typed must not wait for that.
await page.getByRole('searchbox').first().click()
const typed: number[] = []
for (const key of 'lateral movement powershell') typed.push(await timeOf(key))
typed.sort((a, b) => a - b)
await browser.close()
server.kill()
process.stdout.write(
  `${JSON.stringify(
    {
      listeningMs: listening,
      listAnsweredMs: answered,
      serverCpuMs: cpu,
      listShownInBrowserMs: shown,
      keyToAnswerMs: { median: typed[typed.length >> 1], slowest: typed.at(-1) },
    },
    null,
    2,
  )}\n`,
)

/** From the key until the browser has drawn what follows from it. */
async function timeOf(key: string): Promise<number> {
  await page.evaluate(`new Promise((done) => {
    globalThis.answered = new Promise((resolve) => {
      document.getElementById('search').addEventListener('input', () => {
        const start = performance.now()
        const look = () => document.querySelector('.explore-results').getAttribute('aria-busy') === 'true'
          ? requestAnimationFrame(look)
          : resolve(performance.now() - start)
        requestAnimationFrame(look)
      }, { once: true })
    })
    done()
  })`)
  await page.keyboard.type(key)
  return Math.round((await page.evaluate('answered')) as number)
}

/** User and system time of a process, all its threads, in milliseconds. */
function cpuOf(pid: number): number {
  const [, rest = ''] = /\) (.*)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
  const fields = rest.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function once(lines: ReturnType<typeof createInterface>): Promise<string[]> {
  return new Promise((resolve) => lines.once('line', (line) => resolve([line])))
}
