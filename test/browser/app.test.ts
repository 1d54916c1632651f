import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packaged } from '../../src/package-files.ts'
import {
  accessibilityProblems,
  hasBrowser,
  openBrowser,
  openSite,
  overflow,
  screenshots,
  type TestBrowser,
} from './browser.ts'

const dcom = 'remote_process_instantiation_via_dcom_and_powershell_script_block'
const dcomName = 'Remote Process Instantiation via DCOM and PowerShell Script Block'
const winrmName = 'Remote Process Instantiation via WinRM and PowerShell Script Block'

describe.skipIf(!hasBrowser)('the web app', () => {
  let browser: TestBrowser
  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true })
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  const picture = (name: string) => ({ path: join(screenshots, `${name}.png`), fullPage: true })

  it('needs at most 300 kB of scripts to begin, compressed', () => {
    const page = readFileSync(packaged('dist/ui/index.html'), 'utf8')
    const scripts = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)]
    const sizes = scripts.map(
      ([, path]) => gzipSync(readFileSync(packaged(`dist/ui/${path}`))).length,
    )
    expect(sizes.length).toBeGreaterThan(0)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000)
  })

  it('finds detections as one types, and keeps what was chosen in the address', async () => {
    const { page, errors } = await browser.page()
    await page.getByRole('link', { name: dcomName }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('winrm powershel')
    await page.getByText('1 of 2 detections').waitFor()
    await page.getByRole('checkbox', { name: /^TTP/ }).check()
    expect(page.url()).toContain('q=winrm+powershel&type=TTP')
    expect(await accessibilityProblems(page)).toEqual([])
    await page.screenshot(picture('explore'))
    await page.keyboard.press('/')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: winrmName }).waitFor()
    await page.getByRole('link', { name: 'Back to Explore' }).click()
    await page.getByText('1 of 2 detections').waitFor()
    await page.reload()
    await page.getByText('1 of 2 detections').waitFor()
    expect(errors).toEqual([])
  })

  it('shows all that is known of a detection, from its source to its file', async () => {
    const { page, errors } = await browser.page(`#/detections/${dcom}`)
    await page.getByRole('heading', { level: 1, name: dcomName }).waitFor()
    const headings = await page.getByRole('heading', { level: 2 }).allTextContents()
    expect(headings).toEqual([
      ...['MITRE ATT&CK', 'Detection Query', 'Data Sources', 'Tags', 'Severity and risk'],
      ...['Field flow', 'How to implement', 'Known false positives', 'Drilldowns', 'References'],
      ...['Tests', 'Lint', 'Raw Content'],
    ])
    for (const text of ['lateral-movement', 'T1021.003', 'Author', 'Created', 'ScriptBlockText']) {
      expect(await page.getByText(text).first().isVisible(), text).toBe(true)
    }
    await page.getByRole('button', { name: '`powershell`' }).first().click()
    await page
      .locator('.macro-body')
      .getByText('Microsoft-Windows-PowerShell/Operational')
      .first()
      .waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.screenshot(picture('detection'))
    expect(await overflow(page)).toBe(0)
    expect(errors).toEqual([])
  })

  it('hunts dropped files with all detections, and runs a drilldown of a finding', async () => {
    const { page, errors } = await browser.page('#/hunt')
    const folder = packaged('examples/xml')
    const files = readdirSync(folder).map((name) => join(folder, name))
    await page.locator('input[type=file]').setInputFiles(files)
    for (const name of [dcomName, winrmName]) {
      await page.getByRole('heading', { level: 3, name }).waitFor()
    }
    expect(
      await page.getByRole('region', { name: 'Timeline' }).getByRole('button').count(),
    ).toBeGreaterThan(2)
    const findingOf = (detection: string) =>
      page.getByRole('article').filter({ has: page.getByRole('heading', { name: detection }) })
    const drill = async (detection: string, button: string | RegExp, text: string) => {
      const finding = findingOf(detection)
      await finding.getByRole('button', { name: button }).first().click()
      const rows = finding.getByRole('region', { name: /^Rows: View/ })
      await rows.getByText(text).first().waitFor()
    }
    await drill(winrmName, 'View the detection results', 'srv-file01.corp.example')
    await drill(winrmName, /View risk events.*srv-file01/, 'srv-file01.corp.example')
    await drill(dcomName, /View risk events.*srv-file01/, 'srv-file01.corp.example')
    // Behind a row stand the events that it was made of.
    await findingOf(dcomName).getByRole('button', { name: 'Events of row 1' }).click()
    const events = findingOf(dcomName).getByRole('region', { name: /^Events of row 1/ })
    await events.getByText('that have the row').waitFor()
    await events.getByText('<EventID>4104</EventID>').first().waitFor()
    await findingOf(dcomName).getByRole('button', { name: 'Events of row 1' }).click()
    // A column sorts the rows.
    const table = findingOf(winrmName).getByRole('region', { name: /^Rows of/ })
    await table.getByRole('button', { name: 'ComputerName' }).click()
    expect(
      await table.getByRole('columnheader', { name: 'ComputerName' }).getAttribute('aria-sort'),
    ).toBe('ascending')
    // As it was published, it names a field that its own search does not put out.
    const finding = findingOf(dcomName)
    await finding.getByRole('button', { name: 'View the detection results' }).click()
    await finding.getByText('it stays unfilled').waitFor()
    await drill(
      dcomName,
      'Run it without search Computer = "$Computer$"',
      'srv-file01.corp.example',
    )
    expect(await accessibilityProblems(page)).toEqual([])
    await page.screenshot(picture('hunt'))
    const saved = page.waitForEvent('download')
    await page.getByRole('link', { name: 'SARIF' }).click()
    expect((await saved).suggestedFilename()).toBe('findings.sarif')
    await page.getByRole('link', { name: 'Explore', exact: true }).click()
    await page.locator('.badge.fired').first().waitFor()
    await page.locator('summary', { hasText: 'My hunt' }).click()
    await page.getByRole('checkbox', { name: /^fired 2/ }).check()
    await page.locator('.count', { hasText: /^2 detections/ }).waitFor()
    expect(page.url()).toContain('hunt=fired')
    await page.getByRole('link', { name: 'Hunt', exact: true }).click()
    await page.getByRole('button', { name: 'Remove the files and findings' }).click()
    expect(await page.getByRole('article').count()).toBe(0)
    expect(errors).toEqual([])
  })

  it('runs one detection over the examples on its page', async () => {
    const { page, errors } = await browser.page(`#/detections/${dcom}`)
    await page.getByText('Run it over your logs').click()
    await page.getByRole('button', { name: 'Hunt the shipped examples' }).click()
    await page.getByText('It fired').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.screenshot(picture('detection-run'))
    expect(errors).toEqual([])
  })

  it('runs the tests of a detection, tells the verdict, and counts it on the map', async () => {
    const { page, errors } = await browser.page('#/attack?show=tested')
    await page.getByText('No test has passed yet').waitFor()
    await page.goto(page.url().replace(/#.*/, `#/detections/${dcom}`))
    await page.getByText('Not tested here yet').waitFor()
    await page.getByRole('button', { name: 'Run its tests' }).click()
    await page.getByText('Last verdict: passed').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.getByText('Run it over your logs').click()
    await page.getByRole('button', { name: 'Hunt its test data' }).click()
    await page.getByText('It fired').waitFor()
    await page
      .getByText('remote_process_instantiation_via_dcom_and_powershell_script_block.yml')
      .first()
      .waitFor()
    await page.goto(page.url().replace(/#.*/, '#/attack?show=tested'))
    await page.getByText('1 techniques have a detection that passed').waitFor()
    expect(errors).toEqual([])
  })

  it('searches with help from the editor, and draws what can be drawn', async () => {
    const { page, errors } = await browser.page('#/search')
    const editor = page.getByRole('textbox', { name: 'Search in SPL' })
    await editor.fill('index=* | stats cont by host')
    await page.locator('.cm-lintRange-error').waitFor()
    await editor.fill('index=* | timec')
    await page.keyboard.press('Control+Space')
    await page.getByRole('option', { name: /^timechart/ }).click()
    await page.keyboard.type(' span=1h count')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+Enter')
    await page.locator('.chart canvas').waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.screenshot(picture('search-chart'))
    await editor.fill('index=* | top limit=5 EventCode')
    // Enter searches, as in Splunk.
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'Rows of the search' }).getByText('4104').waitFor()
    await page.getByRole('button', { name: 'Chart' }).click()
    await page.locator('.bars').waitFor()
    expect(page.url()).toContain('q=index')
    expect(errors).toEqual([])
  })

  it('maps detections on ATT&CK', async () => {
    const { page, errors } = await browser.page('#/attack')
    await page.getByRole('link', { name: 'Remote Services 1' }).waitFor()
    await page.getByRole('button', { name: 'Sub-techniques of Remote Services' }).click()
    await page.getByRole('link', { name: 'Distributed Component Object Model 1' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await page.screenshot(picture('attack'))
    await page.getByRole('combobox', { name: 'Group' }).selectOption({ label: 'Wizard Spider' })
    await page.getByText(/Wizard Spider: \d+ techniques covered, \d+ gaps/).waitFor()
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save for the Navigator' }).click()
    expect((await saved).suggestedFilename()).toBe('coverage.layer.json')
    await page.getByRole('link', { name: 'Lateral Movement' }).click()
    await page.getByRole('heading', { level: 1, name: 'Lateral Movement' }).waitFor()
    expect(errors).toEqual([])
  })

  it.each([
    ['techniques/T1021.003', 'T1021.003 Distributed Component Object Model'],
    ['tactics/lateral-movement', 'Lateral Movement'],
    ['stories', 'Stories'],
    ['stories/Active%20Directory%20Lateral%20Movement', 'Active Directory Lateral Movement'],
    ['data-sources', 'Data sources'],
    [
      'data-sources/Powershell%20Script%20Block%20Logging%204104',
      'Powershell Script Block Logging 4104',
    ],
    ['macros', 'Macros'],
    ['macros/powershell', 'powershell'],
    ['lookups', 'Lookups'],
    ['nowhere', 'This page is not here'],
  ])('has a page %s', async (address, title) => {
    const { page, errors } = await browser.page(`#/${address}`)
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
    await page.screenshot(picture(address.replace(/\W+/g, '-')))
    expect(errors).toEqual([])
    await page.close()
  })

  it('stands by itself as files in a folder of any web host', async () => {
    const site = await openSite()
    const { page, errors } = await browser.page('', { origin: site.address })
    await page.getByRole('link', { name: dcomName }).click()
    await page.getByRole('heading', { level: 2, name: 'Raw Content' }).waitFor()
    expect(await page.getByText('Run it over your logs').count()).toBe(0)
    await page.getByRole('link', { name: 'ATT&CK', exact: true }).click()
    await page.getByRole('link', { name: 'Remote Services 1' }).waitFor()
    expect(await page.getByRole('link', { name: 'Hunt', exact: true }).count()).toBe(0)
    expect(errors).toEqual([])
    await site.close()
  })

  it('shows in the dark and on a phone, without scrolling sideways', async () => {
    for (const [name, address] of [
      ['explore', ''],
      ['detection', `#/detections/${dcom}`],
      ['hunt', '#/hunt'],
      ['search', '#/search'],
      ['attack', '#/attack'],
    ] as const) {
      const { page, errors } = await browser.page(address, { width: 390, height: 844, dark: true })
      await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' })
      if (name === 'explore') await page.getByRole('link', { name: dcomName }).waitFor()
      expect(await overflow(page), name).toBe(0)
      // The whole menu is in sight.
      const menu = await page.getByRole('link', { name: 'Content', exact: true }).boundingBox()
      expect((menu?.x ?? 0) + (menu?.width ?? 999), name).toBeLessThan(390)
      expect(await accessibilityProblems(page), name).toEqual([])
      await page.screenshot(picture(`phone-${name}`))
      expect(errors).toEqual([])
      await page.close()
    }
  })
})
