import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Content } from '../src/detections/content.ts'
import { loadContent } from '../src/detections/load.ts'
import { readContentFiles } from '../src/detections/read-content.ts'
import { runHunt } from './run-hunt.ts'
import { sharedFolder } from './shared-material.ts'

/**
 * Which published detections fire on recorded attacks, and where: reviewed tables. A change in them is a change in what users are told;
 * `npx vitest run test/firing.test.ts -u` writes them anew.
 */
const published = sharedFolder('data/security_content')

let live: Content | undefined

function liveDetections(): Content {
  const content = loadContent(readContentFiles([published as string], () => {}))
  return { ...content, detections: content.detections.filter(({ deprecated }) => !deprecated) }
}

/** Searches that count all they see would list every file. */
const shownFiles = 8

async function firingTable(samples: string): Promise<string> {
  live ??= liveDetections()
  const { findings, skipped } = await runHunt(live, [samples])
  const fired = findings.map(({ detection, rows, files }) => ({
    name: detection.name,
    lines: [
      `${detection.name} (${rows.length})`,
      ...files.slice(0, shownFiles).map((file) => `  ${file.slice(samples.length + 1)}`),
      ...(files.length > shownFiles ? [`  and ${files.length - shownFiles} more`] : []),
    ],
  }))
  const names = [...fired].sort((left, right) => (left.name < right.name ? -1 : 1))
  const refused = skipped.map(({ name, reason }) => `${name}: ${codeOf(reason)}`).sort()
  return [
    `${live.detections.length} detections, ${skipped.length} do not run, ${fired.length} fire`,
    '',
    ...names.flatMap(({ lines }) => lines),
    '',
    'Do not run:',
    ...refused,
    '',
  ].join('\n')
}

/** Without the path, and without advice. */
const codeOf = (reason: string): string => /SPL\d+ [^(]*/.exec(reason)?.[0].trim() ?? reason

describe.skipIf(!published)('published detections', () => {
  it.each([
    'evtx-attack-samples',
    'security-datasets/aws',
    'security-datasets/linux',
    'security-datasets/windows/credential_access',
    'security-datasets/windows/execution',
  ])(
    'over %s fire where they should',
    async (name) => {
      const samples = sharedFolder(join('data', name)) as string
      const golden = `firing/${name.replaceAll('/', '-')}.txt`
      await expect(await firingTable(samples)).toMatchFileSnapshot(golden)
    },
    600_000,
  )
})
