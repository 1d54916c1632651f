import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { environmentOf } from '../src/app.ts'
import { catalogueOf } from '../src/catalogue/catalogue.ts'
import { detectionPage } from '../src/catalogue/detection-page.ts'
import { indexPages } from '../src/catalogue/index-pages.ts'
import { readCatalogue, writeDocs } from '../src/content-catalogue.ts'
import { loadContent } from '../src/detections/load.ts'
import { packagedAttack } from '../src/packaged-attack.ts'
import { sharedFolder } from './shared-material.ts'

const options = { now: 1_700_000_000, timeZone: 'UTC' }
const repository = 'https://github.com/splunk/security_content/blob/develop'
const winrm = 'remote_process_instantiation_via_winrm_and_powershell_script_block'

const ownCatalogue = () => readCatalogue({ content: ['content'] }, options, () => {})

const pageOf = (slug: string): string => {
  const entry = ownCatalogue().detections.find((each) => each.slug === slug)
  if (!entry) throw new Error(`no ${slug}`)
  return detectionPage(entry, { repository })
}

/** Headings and everything between them that is not a sentence: facts, tables, lists, code. */
function elements(page: string): string[] {
  const body = page.replace(/^---\n[\s\S]*?\n---\n/, '')
  const found: string[] = []
  let inCode = false
  for (const raw of body.split('\n')) {
    const line = raw.trim().replace('&amp;', '&')
    if (line.startsWith('```')) inCode = !inCode
    else if (/^\|[\s|:-]+\|$/.test(line) || line === '') continue
    else if (line.startsWith('|') && !inCode)
      found.push(
        line
          .split('|')
          .map((cell) => cell.trim())
          .join('|')
          .trim(),
      )
    else if (inCode || /^(#|- \*\*|\* |<|\[\*source)/.test(line)) found.push(line)
  }
  return found
}

describe('the page of the WinRM detection', () => {
  it('is as reviewed', async () => {
    await expect(pageOf(winrm)).toMatchFileSnapshot('docs/winrm.md')
  })

  const seed = sharedFolder('seeds/docs-page-winrm.md')
  it.skipIf(!seed)('has every element of the published page, in its order', () => {
    const published = readFileSync(seed as string, 'utf8')
    const ours = pageOf(winrm)
    // What the published pages did not have yet.
    const later = [
      /^- \*\*Data Source\*\*/,
      /^#### Drilldowns$/,
      /^\|Object\|/,
      /^\|ComputerName\|/,
    ]
    const drilldown = /^(%original_detection_search%|\| from datamodel Risk)|^\|from datamodel Risk/
    const wanted = elements(published)
      // Its message lost a `$` to a template; its links to stories were those of a site.
      .map((line) => line.replace('$ComputerName by', '$ComputerName$ by'))
      .map((line) =>
        line.replace('(/stories/', '(../stories/').replace(/(\.\.\/stories\/\w+)\)/, '$1.md)'),
      )
    const given = elements(ours).filter(
      (line) => ![...later, drilldown].some((pattern) => pattern.test(line)),
    )
    expect(given).toEqual(wanted)
  })

  it.skipIf(!seed)('has the front matter of the published page', () => {
    const matter = (page: string) =>
      parse((page.split('---\n')[1] as string).replaceAll(/\n(?=[,"])/g, '')) as Record<
        string,
        unknown
      >
    const wanted = matter(readFileSync(seed as string, 'utf8'))
    const text = (value: unknown) =>
      String(value).replaceAll(/\s+/g, ' ').replaceAll(' ,', ',').trim()
    const flat = (entries: Record<string, unknown>) =>
      Object.entries(entries).map(([key, value]) => [key, text(value)])
    expect(flat(matter(pageOf(winrm)))).toEqual(flat(wanted))
  })
})

describe('docs', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'whippet-docs-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('writes a page and its data for each detection, and pages that lead there', () => {
    const report = writeDocs(
      { content: ['content'], output: folder, site: false, repository: null },
      options,
      () => {},
    )
    const files = readdirSync(folder, { recursive: true })
      .map((path) => String(path))
      .sort()
    expect(files.filter((path) => path.includes('.'))).toHaveLength(report.pages)
    expect(files).toMatchInlineSnapshot(`
      [
        "catalogue.json",
        "data_sources",
        "data_sources.md",
        "data_sources/powershell_script_block_logging_4104.md",
        "detections",
        "detections/remote_process_instantiation_via_dcom_and_powershell_script_block.json",
        "detections/remote_process_instantiation_via_dcom_and_powershell_script_block.md",
        "detections/remote_process_instantiation_via_winrm_and_powershell_script_block.json",
        "detections/remote_process_instantiation_via_winrm_and_powershell_script_block.md",
        "index.md",
        "stories",
        "stories.md",
        "stories/active_directory_lateral_movement.md",
        "tactics.md",
        "techniques.md",
        "types.md",
      ]
    `)
    const entry = JSON.parse(readFileSync(join(folder, `detections/${winrm}.json`), 'utf8'))
    expect(entry).toMatchObject({ slug: winrm, score: 45, tactics: ['Lateral Movement'] })
  })

  it('leads only to pages that are there', () => {
    const catalogue = ownCatalogue()
    const pages = [
      ...catalogue.detections.map((entry) => ({
        path: `detections/${entry.slug}.md`,
        text: detectionPage(entry, { repository: null }),
      })),
      ...indexPages(catalogue),
    ]
    const paths = new Set(pages.map(({ path }) => path))
    let links = 0
    for (const { path, text } of pages)
      for (const [, target = ''] of text.matchAll(/\]\((\.[^)]*)\)/g)) {
        links++
        expect(paths, `${path}: ${target}`).toContain(join(path, '..', target))
      }
    expect(links).toBeGreaterThan(10)
  })
})

describe('a hostile detection', () => {
  const yaml = [
    'name: "<script>alert(1)</script> | [x](javascript:alert(1))"',
    'id: 7d4c618e-4716-11ec-951c-3e22fbd008af',
    'type: TTP',
    'description: "<img src=x onerror=alert(1)>"',
    'search: "index=main \\n```` <b> ````"',
    'references: ["javascript:alert(1)", "https://example.com/a) <script>"]',
    'tags: {mitre_attack_id: ["T9999"], analytic_story: ["../../etc/passwd"]}',
  ].join('\n')

  it('puts no markup into its page', () => {
    const content = loadContent([{ path: 'detections/a/hostile.yml', text: yaml }])
    const { detections } = catalogueOf(content, [], {
      environment: environmentOf(content),
      options,
      attack: packagedAttack(),
    })
    const page = detectionPage(detections[0]!, { repository: null })
    const outside = page.replace(/^---\n[\s\S]*?\n---\n/, '').replaceAll(/^(`{3,}).*?^\1$/gms, '')
    expect(outside).not.toMatch(/<(?!\/?(details|summary|div)\b)/)
    expect(outside).not.toMatch(/\]\(javascript:/)
    expect(outside).toContain('(../stories/etc_passwd.md)')
    expect(outside).toContain('(https://example.com/a%29%20%3Cscript%3E)')
  })
})
