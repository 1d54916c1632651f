import type { Detection, DetectionTest } from '../detections/detection.ts'

/**
 * Why tests of this detection are not run, or `undefined`. Source: splunk/contentctl, `detection_abstract.py` (experimental, deprecated,
 * manual and correlation are skipped); generation 3 marks single tests as experimental.
 */
export function skipReason(
  { status, deprecated, type, manualTest }: Detection,
  test: DetectionTest | undefined,
): string | undefined {
  if (type === 'Correlation') return 'a correlation search reads the risk of others'
  if (deprecated) return 'the detection is deprecated'
  if (status === 'experimental') return 'the detection is experimental'
  if (manualTest !== null) return `to be tested by hand: ${manualTest}`
  if (test === undefined) return 'the detection has no tests'
  if (test.type === 'experimental') return 'the test is experimental'
  return test.attackData.length === 0 ? 'the test names no attack data' : undefined
}
