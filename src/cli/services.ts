import type { Coverage } from '../catalogue/coverage.ts'
import type { BaselineReport } from '../detections/baseline-report.ts'
import type { HuntReport } from '../detections/hunt-report.ts'
import type { LintReport } from '../detections/lint.ts'
import type { Overrides } from '../knowledge/event-fields.ts'
import type { TestResult } from '../testing/test-result.ts'
import type { ExplainReport } from './explain-report.ts'
import type { Progress } from './progress.ts'
import type { SearchReport } from './search-report.ts'

/** What the subcommands have done by others; handed in by `app.ts`, so that a test can hand in its own. */
export interface Services {
  readonly version: string
  /** Milliseconds, for measuring how long something takes. */
  clock(): number
  /** @throws UsageError for options that cannot be used, and for content or inputs that cannot be read */
  hunt(request: HuntRequest, listener: ReadingListener): Promise<HuntReport>
  search(request: SearchRequest, listener: ReadingListener): Promise<SearchReport>
  baseline(request: BaselineRequest, listener: ReadingListener): Promise<BaselineReport>
  /** @throws UsageError as above, and for a file that holds no search */
  explain(request: ExplainRequest, listener: ReadingListener): ExplainReport
  /** Writes files where it is to fix them. @throws UsageError for a path that cannot be read */
  lint(request: LintRequest, listener: ReadingListener): Promise<LintReport>
  /** Writes files unless it only checks. @throws UsageError for a path that cannot be read */
  format(request: FormatRequest, listener: ReadingListener): FormatReport
  /** Writes a file. @throws UsageError for answers that do not fit */
  create(request: NewRequest, listener: ReadingListener): Promise<NewReport>
  /** Writes files. @throws UsageError for content that cannot be read, and a folder that cannot be written to */
  docs(request: DocsRequest, listener: ReadingListener): Promise<DocsReport>
  /** @throws UsageError for files that cannot be read, and a group that ATT&CK does not have */
  coverage(request: CoverageRequest, listener: ReadingListener): Coverage
  /** @throws UsageError for a path that cannot be read, or holds no detection */
  test(request: TestRequest, listener: ReadingListener): TestRunner
  /** Until the signal ends it. @throws UsageError when it cannot listen, or may not without a token */
  serve(
    request: ServeRequest,
    ready: (address: string) => void,
    warn: (line: string) => void,
  ): Promise<void>
}

export interface TimeRequest {
  readonly earliest?: string
  readonly latest?: string
  readonly now?: string
  readonly timeZone?: string
}

export interface InputRequest extends TimeRequest {
  readonly paths: readonly string[]
  readonly jobs?: number
  /** What all events are said to be, whatever they say themselves. */
  readonly overrides: Overrides
  /** Folders of Splunk apps, or of several each. */
  readonly knowledge?: readonly string[]
  /** An MMDB file. */
  readonly addresses?: string
  /** CSV files. */
  readonly assets?: string
  readonly identities?: string
  /** The folder of what is kept from one run to the next. */
  readonly state?: string
  /** The folder in which the risk of the hunt is kept, where that is not the one of `state`. */
  readonly risk?: string
  readonly signal: AbortSignal
}

export interface HuntRequest extends InputRequest {
  /** Folders of content; the content that comes with Whippet when empty. */
  readonly content: readonly string[]
  /** Names of detections to run, with `*`; all when empty. */
  readonly detections: readonly string[]
  /** The folder in which what is known of the searches is kept for the next hunt; that of the user when left out, none when `null`. */
  readonly cache?: string | null
}

export interface SearchRequest extends InputRequest {
  readonly spl: string
  readonly content: readonly string[]
}

export interface BaselineRequest extends InputRequest {
  /** Folders of content, and names of baselines to run, with `*`. */
  readonly named: readonly string[]
  readonly content: readonly string[]
}

export interface ExplainRequest extends TimeRequest {
  /** SPL, or the path of a detection or of a file with SPL. */
  readonly search: string
  readonly content: readonly string[]
  readonly knowledge?: readonly string[]
}

export interface LintRequest {
  readonly paths: readonly string[]
  /** Folders whose macros and lookups are known besides those of the paths and those that come with Whippet. */
  readonly content: readonly string[]
  readonly knowledge?: readonly string[]
  /** Whether to write what can be fixed without a decision. */
  readonly fix: boolean
}

interface CatalogueRequest {
  readonly content: readonly string[]
  readonly knowledge?: readonly string[]
}

export interface DocsRequest extends CatalogueRequest {
  /** Folder of the pages. */
  readonly output: string
  /** Also the web app, with its data as files. */
  readonly site: boolean
  /** Address of the content's files on the web, without a slash at its end. */
  readonly repository: string | null
}

export interface DocsReport {
  readonly detections: number
  /** Files written. */
  readonly pages: number
  /** Detections that do not run here. */
  readonly refused: number
}

export interface CoverageRequest extends CatalogueRequest {
  /** A file that `hunt --format json` wrote. */
  readonly hunt?: string
  /** A file that `test --summary` wrote. */
  readonly tests?: string
  /** Name, alias or id of a threat group. */
  readonly group?: string
}

export interface TestRequest extends TimeRequest {
  readonly paths: readonly string[]
  /** Folders whose macros and lookups are known besides those around the paths and those that come with Whippet. */
  readonly content: readonly string[]
  /** Folders with attack data. */
  readonly data: readonly string[]
  /** Names of detections to test, with `*`; all when empty. */
  readonly detections: readonly string[]
  readonly knowledge?: readonly string[]
  readonly offline: boolean
  /** The folder in which verdicts are kept; that of other commands when left out, if it is there. */
  readonly state?: string
  /** Folder for downloads. */
  readonly cache?: string
  /** What one search may take. */
  readonly maxSeconds: number
  readonly signal: AbortSignal
}

export interface TestRunner {
  /** Runs all tests; results come in the order of the files and of the tests in them. */
  run(): AsyncIterable<TestResult>
  /** Files that were saved, and the tests that they have an effect on; ends with the signal. */
  changes(): AsyncIterable<{
    readonly files: readonly string[]
    run(): AsyncIterable<TestResult>
  }>
}

export interface ServeRequest extends CatalogueRequest {
  readonly knowledge: readonly string[]
  /** Address of the content's files on the web, without a slash at its end. */
  readonly repository: string | null
  /** Folders with attack data. */
  readonly data: readonly string[]
  /** The folder of what is kept from one run to the next. */
  readonly state?: string
  readonly host: string
  /** 0 for a free one. */
  readonly port: number
  readonly token: string | undefined
  readonly maxUploadBytes: number
  readonly signal: AbortSignal
}

export interface FormatRequest {
  readonly paths: readonly string[]
  readonly check: boolean
}

export interface FormatReport {
  readonly files: number
  /** Paths of files that are, or would be, written. */
  readonly changed: readonly string[]
  readonly refused: number
}

export interface NewRequest {
  readonly name: string
  readonly type: 'TTP' | 'Anomaly' | 'Hunting' | 'Correlation'
  readonly dataSources: readonly string[]
  /** SPL, or the path of an `.spl` file. */
  readonly search?: string
  readonly field: string
  readonly stories: readonly string[]
  readonly techniques: readonly string[]
  readonly data?: string
  readonly description: string
  readonly author: string
  /** The repository. */
  readonly content: string
  readonly category: string
  readonly securityDomain: string
  readonly assetType: string
}

export interface NewReport {
  readonly path: string
  /** What lint says of it. */
  readonly report: LintReport
}

export interface ReadingListener {
  progress(progress: Progress): void
  /** A line for people about something that could not be read, or read as meant. */
  warn(line: string): void
  /** A line about something unusual that lost nothing. */
  note(line: string): void
}
