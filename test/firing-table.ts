import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Content } from '../src/detections/content.ts'
import { loadContent } from '../src/detections/load.ts'
import { readContentFiles } from '../src/detections/read-content.ts'
import { runHunt } from './run-hunt.ts'
import { sharedFolder } from './shared-material.ts'

const published = sharedFolder('data/security_content')

let live: Content | undefined

function liveDetections(): Content {
  const content = loadContent(readContentFiles([published as string], () => {}))
  return { ...content, detections: content.detections.filter(({ deprecated }) => !deprecated) }
}

/** Searches that count all they see would list every file. */
const shownFiles = 8

/** Which detections fire where, and which do not run whatever they are given. */
interface FiringTable {
  readonly fired: string
  readonly refused: string
}

async function firingTable(samples: string): Promise<FiringTable> {
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
  const count = `${live.detections.length} detections, ${skipped.length} do not run, ${fired.length} fire`
  return {
    fired: [count, '', ...names.flatMap(({ lines }) => lines), ''].join('\n'),
    refused: [...refused, ''].join('\n'),
  }
}

/** Without the path, and without advice. */
const codeOf = (reason: string): string => /SPL\d+ [^(]*/.exec(reason)?.[0].trim() ?? reason

/** The reviewed table of a folder of recorded attacks. */
export const goldenOf = (folder: string): string => `firing/${folder.replaceAll('/', '-')}.txt`

/**
 * Tests which published detections fire on folders of recorded attacks, and where: reviewed tables, see docs/firings.md. A change in them is
 * a change in what users are told; `npx vitest run test/firing -u` writes them anew. Test files part the folders, so that they are hunted at
 * the same time.
 */
export function testFirings(folders: readonly string[]): void {
  describe.skipIf(!published)('published detections', () => {
    it.each(folders)(
      'over %s fire where they should',
      async (folder) => {
        const samples = sharedFolder(join('data', folder)) as string
        const { fired, refused } = await firingTable(samples)
        await expect(fired).toMatchFileSnapshot(goldenOf(folder))
        await expect(refused).toMatchFileSnapshot('firing/do-not-run.txt')
      },
      600_000,
    )
  })
}
