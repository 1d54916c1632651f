import { summaryOf } from '../testing/test-report.ts'
import type { TestResult } from '../testing/test-result.ts'
import { styleOf } from './terminal.ts'
import { testText } from './test-text.ts'

/**
 * Results as JUnit XML, as CI servers read it: one suite, a case for each test. A test without data is skipped there, and says so.
 * Source: the schema of the Jenkins xUnit plugin, `junit-10.xsd`.
 */
export function* junitXml(results: readonly TestResult[]): Iterable<string> {
  const { failed, errors, noData, skipped } = summaryOf(results)
  const counts = `tests="${results.length}" failures="${failed}" errors="${errors}" skipped="${noData + skipped}"`
  const time = `time="${seconds(results.reduce((sum, result) => sum + result.seconds, 0))}"`
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield `<testsuites ${counts} ${time}>\n`
  yield `  <testsuite name="whippet" ${counts} ${time}>\n`
  for (const result of results) yield testCase(result)
  yield '  </testsuite>\n</testsuites>\n'
}

function testCase(result: TestResult): string {
  const { detection, test, seconds: time } = result
  const classname = detection.path
    .replace(/\.ya?ml$/i, '')
    .replace(/^[./\\]+/, '')
    .replace(/[\\/]/g, '.')
  const name = test === '' ? detection.name : `${detection.name}: ${test}`
  const open = `    <testcase classname="${attribute(classname)}" name="${attribute(name)}" file="${attribute(detection.path)}" time="${seconds(time)}"`
  const inner = outcomeXml(result)
  return inner === '' ? `${open}/>\n` : `${open}>\n${inner}    </testcase>\n`
}

function outcomeXml(result: TestResult): string {
  const { outcome } = result
  switch (outcome.kind) {
    case 'passed':
      return ''
    case 'failed':
    case 'error': {
      const element = outcome.kind === 'failed' ? 'failure' : 'error'
      const text = xmlText(testText(result, styleOf(false), 120))
      return `      <${element} message="${attribute(outcome.reason)}" type="${outcome.kind}">${text}</${element}>\n`
    }
    case 'no data':
      return `      <skipped message="${attribute(`no data: ${outcome.reason}`)}"/>\n`
    case 'skipped':
      return `      <skipped message="${attribute(outcome.reason)}"/>\n`
  }
}

const seconds = (time: number): string => time.toFixed(3)

/** What XML 1.0 has no way to write: control characters, halves of surrogate pairs, and two more. */
const unwritable = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu

const xmlText = (text: string): string =>
  text
    .replace(unwritable, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

const attribute = (text: string): string =>
  xmlText(text)
    .replaceAll('"', '&quot;')
    .replace(/[\r\n\t]+/g, ' ')
