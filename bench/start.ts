import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type BenchTable,
  measureInTurn,
  roundsOf,
  sideColumns,
  sideRow,
  type Timing,
  timingNote,
} from './bench-table.ts'
import { inFolder, rounds, whippet } from './material.ts'
import { measuredProcess } from './measured-process.ts'

const detection = fileURLToPath(
  new URL(
    '../content/detections/endpoint/remote_process_instantiation_via_dcom_and_powershell_script_block.yml',
    import.meta.url,
  ),
)
/** They are short. */
const times = 3 * rounds

/** How long one waits for the first answer: each round is a process of its own. */
export async function run(): Promise<BenchTable> {
  return inFolder(async (folder) => {
    const sides = [
      { name: 'node, an empty program', command: [process.execPath, '-e', ''] },
      { name: 'whippet --version', command: [...whippet, '--version'], most: 0.1 },
      {
        name: 'whippet test, one detection',
        command: [
          ...[...whippet, 'test', detection, '--offline', '--cache', join(folder, 'cache')],
          ...['--now', '2026-03-01T00:00:00Z', '--tz', 'UTC'],
        ],
        most: 0.6,
      },
    ]
    const timings = await measureInTurn(
      sides.map(
        ({ command }) =>
          () =>
            measuredProcess(command, { cwd: folder }),
      ),
      times,
    )
    const names = sides.map(({ name }) => name)
    return {
      title: 'Start',
      columns: sideColumns,
      rows: names.map((name, index) =>
        sideRow(name, timings[index] as Timing, timings[0] as Timing),
      ),
      notes: [timingNote, 'Ratios are to the first side.'],
      rounds: roundsOf(names, timings),
      aims: sides.flatMap(({ name, most }, index) => {
        const { clock } = timings[index] as Timing
        if (most === undefined) return []
        return [
          {
            work: `\`${name}\`, cold`,
            aim: `${most} s`,
            reached: `${clock.toFixed(2)} s`,
            met: clock <= most,
          },
        ]
      }),
    }
  })
}
