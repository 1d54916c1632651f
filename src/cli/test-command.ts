import { reportOf, summaryOf } from '../testing/test-report.ts'
import { isFailure, type TestResult } from '../testing/test-result.ts'
import { knowledgeOptions, timeOptions, timeRequest } from './input-options.ts'
import { junitXml } from './junit.ts'
import { checkOutput, jsonText, writeResult } from './output-format.ts'
import { showReading } from './reading-listener.ts'
import type { Services, TestRunner } from './services.ts'
import type { Subcommand } from './subcommand.ts'
import { summaryYaml } from './summary-yaml.ts'
import { printable, type Style, styleOf, type Terminal } from './terminal.ts'
import { testSummaryText, testText } from './test-text.ts'
import { UsageError } from './usage-error.ts'

const defaultSeconds = '120'

/** `whippet test`: runs the tests of detections. */
export const testCommand = (services: Services): Subcommand => ({
  name: 'test',
  summary: 'Runs the tests of detections over their attack data.',
  operands: 'PATH…',
  options: {
    content: {
      value: 'DIR',
      about: 'a folder of content whose macros and lookups are known besides those of PATH',
      repeats: true,
    },
    data: {
      value: 'DIR',
      about: 'where attack data lies, in the folders of its URLs or by name',
      repeats: true,
    },
    detection: {
      value: 'GLOB',
      about: 'only detections of this name or id, * stands for anything',
      repeats: true,
    },
    watch: { about: 'run again what a saved file has an effect on', short: 'w' },
    offline: { about: 'download nothing' },
    state: {
      value: 'DIR',
      about: 'where verdicts are kept for serve; .whippet when left out, if it is there',
    },
    cache: { value: 'DIR', about: 'where downloads are kept; ~/.cache/whippet when left out' },
    timeout: {
      value: 'SECONDS',
      about: `what one search may take; ${defaultSeconds} when left out`,
    },
    'require-data': { about: 'a test without data is a failure' },
    ...knowledgeOptions,
    format: { value: 'FORMAT', about: 'of the result', choices: ['table', 'json'] },
    output: { value: 'FILE', about: 'write the result there instead of stdout', short: 'o' },
    junit: { value: 'FILE', about: 'write JUnit XML there as well' },
    summary: { value: 'FILE', about: "write contentctl's summary.yml there as well" },
    now: timeOptions['now']!,
    tz: timeOptions['tz']!,
  },
  examples: [
    'whippet test detections/endpoint/my_detection.yml --watch',
    'whippet test security_content/ --data attack_data/ --offline',
    'whippet test . --junit test_results/junit.xml --summary test_results/summary.yml',
  ],
  async run(given, terminal, signal) {
    if (given.positionals.length === 0)
      throw new UsageError('test needs a file or folder of detections')
    const timeout = given.get('timeout') ?? defaultSeconds
    if (!/^\d+(\.\d+)?$/.test(timeout) || Number(timeout) === 0) {
      throw new UsageError(`--timeout takes seconds, not "${timeout}"`)
    }
    const files = {
      output: given.get('output'),
      junit: given.get('junit'),
      summary: given.get('summary'),
    }
    for (const [option, file] of Object.entries(files)) checkOutput(file, option)
    if (given.has('watch') && (given.get('format') === 'json' || files.output !== undefined)) {
      throw new UsageError('--watch shows results on the terminal; leave --format and --output out')
    }
    const reading = showReading(services, terminal)
    const cache = given.get('cache')
    const state = given.get('state')
    const runner = services.test(
      {
        paths: given.positionals,
        content: given.all('content'),
        data: given.all('data'),
        detections: given.all('detection'),
        knowledge: given.all('knowledge'),
        offline: given.has('offline'),
        maxSeconds: Number(timeout),
        ...(cache !== undefined && { cache }),
        ...(state !== undefined && { state }),
        ...timeRequest(given),
        signal,
      },
      reading,
    )
    const show: Show = {
      terminal,
      json: given.get('format') === 'json',
      strict: given.has('require-data'),
      ...files,
    }
    const code = await showRun(runner.run(), show)
    reading.end()
    return given.has('watch') ? await watchRuns(runner, code, show, signal) : code
  },
})

interface Show {
  readonly terminal: Terminal
  readonly json: boolean
  /** A test without data fails the run. */
  readonly strict: boolean
  readonly output: string | undefined
  readonly junit: string | undefined
  readonly summary: string | undefined
}

/** Shows results as they come, and at the end what they are together. @returns the exit code */
async function showRun(run: AsyncIterable<TestResult>, show: Show): Promise<number> {
  const { terminal, json, output } = show
  const streams = !json && output === undefined
  const style = styleOf(streams && terminal.outColor)
  const results: TestResult[] = []
  for await (const result of run) {
    results.push(result)
    if (streams) terminal.out(testText(result, style, terminal.width))
  }
  const summary = summaryOf(results)
  if (streams) terminal.out(testSummaryText(summary, style))
  else if (json) writeResult(jsonText(reportOf(results)), output, terminal)
  else writeResult(tableOf(results, style, terminal.width), output, terminal)
  if (show.junit !== undefined) writeResult(junitXml(results), show.junit, terminal)
  if (show.summary !== undefined) writeResult(summaryYaml(results), show.summary, terminal)
  return results.some(isFailure) || (show.strict && summary.noData > 0) ? 1 : 0
}

function* tableOf(results: readonly TestResult[], style: Style, width: number): Iterable<string> {
  for (const result of results) yield testText(result, style, width)
  yield testSummaryText(summaryOf(results), style)
}

/** @returns the exit code of the last run, when the signal ends it */
async function watchRuns(
  runner: TestRunner,
  first: number,
  show: Show,
  signal: AbortSignal,
): Promise<number> {
  const { terminal } = show
  const style = styleOf(terminal.errColor)
  const wait = () => terminal.err(style.dim('waiting for changes; Ctrl-C ends\n'))
  let code = first
  wait()
  try {
    for await (const { files, run } of runner.changes()) {
      const more = files.length > 1 ? ` and ${files.length - 1} more` : ''
      terminal.err(style.bold(`\n${printable(files[0] ?? '')}${more} changed\n`))
      code = await showRun(run(), show)
      wait()
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
  return code
}
