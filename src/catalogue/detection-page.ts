import type { DetectionEntry } from './detection-entry.ts'
import { codeBlock, escaped, link, quoted, table } from './markdown.ts'
import { slugOf } from './slug.ts'

export interface PageOptions {
  /** Address of the repository's files, `https://github.com/splunk/security_content/blob/develop`; `null` for links to nowhere. */
  readonly repository: string | null
}

/**
 * The published page of a detection, in Markdown with a front matter for site generators. Parts and their order are those of the pages that
 * splunk/security_content published until 2022 (`doc_detections.j2`), with what a later reader wants besides.
 */
export function detectionPage(entry: DetectionEntry, options: PageOptions): string {
  const parts = [
    frontMatter(entry),
    `Run it: \`whippet hunt PATH --detection ${entry.id || entry.slug}\``,
    section('Description', escaped(entry.description)),
    facts(entry),
    section('Annotations', annotations(entry)),
    section('Search', codeBlock(entry.search)),
    entry.refusal === null ? '' : `It does not run in Whippet: ${escaped(entry.refusal)}`,
    section('Macros', macros(entry, options)),
    section('Lookups', entry.lookups.map((name) => `* ${escaped(name)}`).join('\n')),
    section(
      'Required field',
      (entry.requiredFields ?? []).map((name) => `* ${escaped(name)}`).join('\n'),
    ),
    section('How To Implement', escaped(entry.howToImplement)),
    section('Known False Positives', escaped(entry.knownFalsePositives)),
    section(
      'Associated Analytic story',
      entry.stories.map((story) => `* ${link(story, `../stories/${slugOf(story)}.md`)}`).join('\n'),
    ),
    section('RBA', riskTable(entry)),
    section('Drilldowns', drilldowns(entry)),
    section('Reference', entry.references.map((url) => `* ${link(url, url)}`).join('\n')),
    section('Test Dataset', datasets(entry)),
    footer(entry, options),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

const section = (title: string, body: string): string =>
  body.trim() === '' ? '' : `#### ${title}\n\n${body}`

function frontMatter({ name, attack, category, path, date, products, cves }: DetectionEntry) {
  const techniques = attack.map((each) => each.name ?? each.id)
  const folder = category || (path.split('/').at(-2) ?? '')
  const tags = [...techniques, ...attack.flatMap(({ tactics }) => tactics), ...products, ...cves]
  return [
    '---',
    `title: ${quoted(name)}`,
    `excerpt: ${quoted(techniques.join(', '))}`,
    'categories:',
    `  - ${quoted(folder.charAt(0).toUpperCase() + folder.slice(1))}`,
    `last_modified_at: ${quoted(date)}`,
    'toc: true',
    'toc_label: ""',
    'tags:',
    ...tags.map((tag) => `  - ${quoted(tag)}`),
    '---',
  ].join('\n')
}

const facts = (entry: DetectionEntry): string =>
  [
    `- **Type**: ${link(entry.type, 'https://github.com/splunk/security_content/wiki/Detection-Analytic-Types')}`,
    `- **Product**: ${escaped(entry.products.join(', '))}`,
    ...(entry.dataModels.length > 0 ? [`- **Datamodel**: ${entry.dataModels.join(', ')}`] : []),
    ...(entry.dataSources.length > 0
      ? [`- **Data Source**: ${escaped(entry.dataSources.join(', '))}`]
      : []),
    `- **Last Updated**: ${escaped(entry.date)}`,
    `- **Author**: ${escaped(entry.author)}`,
    `- **ID**: ${escaped(entry.id)}`,
  ].join('\n')

function annotations(entry: DetectionEntry): string {
  const items = (values: readonly string[]) =>
    values.map((value) => `* ${escaped(value)}`).join('\n')
  return [
    folded('ATT&CK', techniqueTable(entry)),
    folded('Kill Chain Phase', items(entry.killChainPhases)),
    folded('NIST', items(entry.nist)),
    folded('CIS20', items(entry.cis20)),
    folded('CVE', items(entry.cves)),
  ].join('\n\n')
}

const folded = (summary: string, body: string): string =>
  `<details>\n  <summary>${escaped(summary)}</summary>\n\n<div markdown="1">\n\n${body}\n\n</div>\n</details>`

function techniqueTable({ attack }: DetectionEntry): string {
  const listed = new Set(attack.map(({ id }) => id))
  const rows = attack.flatMap(({ id, name, tactics, url, parent }) => {
    const row = [link(id, url), escaped(name ?? ''), tactics.join(', ')]
    if (!parent || listed.has(parent.id)) return [row]
    listed.add(parent.id)
    const parentUrl = `https://attack.mitre.org/techniques/${parent.id}/`
    return [[link(parent.id, parentUrl), escaped(parent.name ?? ''), tactics.join(', ')], row]
  })
  return rows.length === 0 ? '' : table(['ID', 'Technique', 'Tactic'], rows)
}

function macros({ macros: used }: DetectionEntry, { repository }: PageOptions): string {
  const plain = used.filter(({ filter }) => !filter)
  const list = plain.map(({ name }) =>
    repository === null
      ? `* ${escaped(name)}`
      : `* ${link(name, `${repository}/macros/${name}.yml`)}`,
  )
  const filters = used.filter(({ filter }) => filter)
  const notes = filters.map(
    ({ name, definition }) =>
      `**${name}** ${isEmpty(definition) ? 'is an empty macro by default: put into it what is known to be harmless where you are, and the search itself stays as it is.' : 'filters the results.'}`,
  )
  const lead = list.length > 0 ? ['The search above uses these macros:', list.join('\n')] : []
  return [lead.join('\n'), ...notes].filter((part) => part !== '').join('\n\n')
}

const isEmpty = (definition: string | null): boolean =>
  definition === null || ['', '*', 'search *'].includes(definition.trim())

function riskTable({ risk, score, impact, confidence }: DetectionEntry): string {
  if (risk === null) return ''
  const message = escaped(risk.message)
  // The pages showed the product itself, which the score is rounded from.
  const precise =
    impact !== null && confidence !== null ? ((impact * confidence) / 100).toFixed(1) : `${score}`
  const scores = table(
    ['Risk Score', 'Impact', 'Confidence', 'Message'],
    [[precise, String(impact ?? ''), String(confidence ?? ''), message]],
  )
  const objects = [
    ...risk.objects.map(({ field, type, score: points }) => [field, type, String(points)]),
    ...risk.threatObjects.map(({ field, type }) => [field, `threat: ${type}`, '']),
  ]
  return `${scores}\n\n${table(
    ['Object', 'Type', 'Score'],
    objects.map((row) => row.map(escaped)),
  )}`
}

const drilldowns = (entry: DetectionEntry): string =>
  entry.drilldowns
    .map(({ name, search }) => `${escaped(name)}\n\n${codeBlock(search)}`)
    .join('\n\n')

function datasets({ tests, slug }: DetectionEntry): string {
  const data = tests.flatMap(({ attackData }) => attackData.map((each) => each.data))
  // A path within the repository leads nowhere from a page.
  const urls = [...new Set(data)].filter((each) => /^https?:/i.test(each))
  if (urls.length === 0) return ''
  return [
    `Test it with \`whippet test\` on ${slug}.yml. Into Splunk the data can be brought with [replay.py](https://github.com/splunk/attack_data#using-replaypy) or by [its user interface](https://github.com/splunk/attack_data#using-ui), into a test range with [Splunk Attack Range](https://github.com/splunk/attack_range#replay-dumps-into-attack-range-splunk-server).`,
    urls.map((url) => `* ${link(url, url)}`).join('\n'),
  ].join('\n\n')
}

function footer({ path, version }: DetectionEntry, { repository }: PageOptions): string {
  const tree = repository?.replace('/blob/', '/tree/')
  const source = tree === undefined ? escaped(path) : `[*source*](${tree}/${path})`
  return `${source} \\| *version*: **${escaped(version)}**`
}
