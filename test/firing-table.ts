import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Content } from '../src/detections/content.ts'
import { loadContent } from '../src/detections/load.ts'
import { readContentFiles } from '../src/detections/read-content.ts'
import { listInputs } from '../src/ingest/input-files.ts'
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

/** A folder of recorded attacks, or some of its files. */
export interface Samples {
  readonly folder: string
  /** Some of the files, which `holds` tells by their names. */
  readonly part?: { readonly name: string; holds(file: string): boolean }
}

/** Hunts run one after the other here; each of them tells all that fires on its samples. */
async function firingTable({ folder, part }: Samples): Promise<FiringTable> {
  live ??= liveDetections()
  const samples = sharedFolder(join('data', folder)) as string
  const { files } = await listInputs([samples])
  const paths = files.map(({ path }) => path).filter((path) => part?.holds(basename(path)) ?? true)
  const { findings, skipped } = await runHunt(live, paths)
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

/** The beginning of the names of all tables of a folder. */
export const tableOf = (folder: string): string => folder.replaceAll('/', '-')

const goldenOf = ({ folder, part }: Samples): string =>
  `firing/${tableOf(folder)}${part ? `-${part.name}` : ''}.txt`

/** Machines that do much else are slow. */
const timeout = 1_800_000

/**
 * Tests which published detections fire on folders of recorded attacks, and where: reviewed tables, see docs/firings.md. A change in them is
 * a change in what users are told; `npx vitest run test/firing -u` writes them anew. Test files part the folders, so that they are hunted at
 * the same time.
 */
export function testFirings(tables: readonly Samples[]): void {
  describe.skipIf(!published)('published detections', () => {
    it.each(tables.map((samples) => [goldenOf(samples), samples] as const))(
      'fire where %s says',
      async (golden, samples) => {
        const { fired, refused } = await firingTable(samples)
        await expect(fired).toMatchFileSnapshot(golden)
        await expect(refused).toMatchFileSnapshot('firing/do-not-run.txt')
      },
      timeout,
    )
  })
}
