import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser, openBrowser, type TestBrowser } from './browser.ts'

const markup = '<img src=x onerror="document.title=1">'
const detection = `name: 'Evil ${markup}'
id: 11111111-1111-4111-8111-111111111111
version: 1
date: '2026-01-01'
author: '${markup}'
status: production
type: TTP
description: '${markup} </script><script>document.title=2</script>'
data_source: ['${markup}']
search: 'index=* | stats count by field | eval evil="${markup.replaceAll('"', '\\"')}"'
how_to_implement: 'javascript:document.title=3'
known_false_positives: '${markup}'
references: ['javascript:document.title=4', 'https://example.org/${markup}']
tags:
  analytic_story: ['${markup}']
  asset_type: Endpoint
  mitre_attack_id: [T1021]
  product: [Splunk Enterprise]
  security_domain: endpoint
`

describe.skipIf(!hasBrowser)('markup in content and events', () => {
  let folder: string
  let browser: TestBrowser
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'whippet-hostile-'))
    mkdirSync(join(folder, 'detections'))
    writeFileSync(join(folder, 'detections', 'evil.yml'), detection)
    browser = await openBrowser([folder])
  })
  afterAll(async () => {
    await browser?.close()
    if (folder) rmSync(folder, { recursive: true, force: true })
  })

  it('shows as text everywhere, and does nothing', async () => {
    const { page, errors } = await browser.page()
    await page.getByRole('link', { name: `Evil ${markup}` }).click()
    await page.getByRole('heading', { level: 1, name: `Evil ${markup}` }).waitFor()
    await page.getByText('Run it over your logs').click()
    const file = {
      name: `../../${markup.replaceAll('"', "'")}.json`,
      mimeType: 'application/json',
      buffer: Buffer.from(`${JSON.stringify({ field: markup, '<b>name</b>': 'x' })}\n`),
    }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByText(/It fired|It found nothing/).waitFor()
    expect(await page.locator('main img, main script, main b:has-text("name")').count()).toBe(0)
    const links = await page
      .locator('main a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')))
    expect(links.filter((link) => !/^(#|https?:)/.test(link ?? ''))).toEqual([])
    expect(await page.title()).toContain('Evil')
    expect(errors).toEqual([])
  })
})
