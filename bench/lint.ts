import { environmentOf } from '../src/app.ts'

import { knownContent } from '../src/detections/known-content.ts'
import { lintContent } from '../src/detections/lint.ts'
import { contentKinds, loadContent } from '../src/detections/load.ts'
import { readContentFiles } from '../src/detections/read-content.ts'
import { schemaProblems } from '../src/detections/schema-problems.ts'
import { openYaml } from '../src/detections/yaml-file.ts'
import { packagedAttack } from '../src/packaged-attack.ts'
import { sharedFolder } from '../test/shared-material.ts'
import {
  type BenchTable,
  measureInTurn,
  roundsOf,
  sideColumns,
  sideRow,
  type Timing,
  timeInTurn,
  timingNote,
} from './bench-table.ts'
import { options, rounds, whippet } from './material.ts'
import { measuredProcess } from './measured-process.ts'

const most = 3

/** What `whippet lint` of all published content costs from a cold start, and its parts in a process that has done them before. */
export async function run(): Promise<readonly BenchTable[]> {
  const content = sharedFolder('data/security_content')
  if (!content) return []
  return [await cold(content), await parts(content)]
}

async function cold(content: string): Promise<BenchTable> {
  const lint = [...whippet, 'lint', content]
  const sides = [
    { name: 'starting: `whippet lint --help`', command: [...lint.slice(0, -1), '--help'] },
    { name: '`whippet lint`', command: lint },
  ]
  const timings = await measureInTurn(
    sides.map(
      ({ command }) =>
        () =>
          measuredProcess(command, { mayFail: true }),
    ),
    rounds,
  )
  const { clock } = timings[1] as Timing
  return {
    ...tableOf('Lint of all published content', sides, timings),
    aims: [
      {
        work: '`whippet lint` of all published content',
        aim: `${most} s`,
        reached: `${clock.toFixed(2)} s`,
        met: clock <= most,
      },
    ],
  }
}

async function parts(folder: string): Promise<BenchTable> {
  const read = () => readContentFiles([folder], () => {})
  const files = read()
  const content = loadContent(files)
  const sides = [
    { name: 'reading the files', run: read },
    {
      name: 'parsing YAML',
      run: () => {
        for (const { path, text } of files) openYaml(path, text)
      },
    },
    {
      name: 'parsing and loading, with the schemas',
      run: () => loadContent(files, contentKinds, schemaProblems),
    },
    {
      name: 'checking',
      run: () =>
        lintContent(content, {
          environment: environmentOf(content),
          options,
          known: knownContent(content, content),
          attack: packagedAttack(),
        }),
    },
  ]
  const timings = await timeInTurn(
    sides.map((side) => side.run),
    rounds,
  )
  return tableOf('Parts of it, warm', sides, timings)
}

function tableOf(
  title: string,
  sides: readonly { readonly name: string }[],
  timings: readonly Timing[],
): BenchTable {
  const names = sides.map(({ name }) => name)
  return {
    title,
    columns: sideColumns,
    rows: names.map((name, index) => sideRow(name, timings[index] as Timing, timings[0] as Timing)),
    notes: [timingNote, 'Ratios are to the first side.'],
    rounds: roundsOf(names, timings),
  }
}
