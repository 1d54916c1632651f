import { readCases, runCase } from './conformance/conformance.ts'

/** `npm run conformance -- DIR`: runs SPL with documented results and prints what differs. */
const [folder] = process.argv.slice(2)
if (folder === undefined) {
  process.stderr.write('usage: npm run conformance -- DIR\n')
  process.exit(2)
}

const failures: string[] = []
const perFile = new Map<string, { passed: number; all: number }>()
for (const each of readCases(folder)) {
  const counts = perFile.get(each.file) ?? { passed: 0, all: 0 }
  perFile.set(each.file, counts)
  counts.all++
  const difference = await runCase(each)
  if (difference === null) counts.passed++
  else
    failures.push(
      `${each.file} ${each.id} (${each.confidence ?? '?'})\n  ${each.spl}\n  ${difference}\n`,
    )
}
for (const failure of failures) process.stdout.write(`${failure}\n`)
let passed = 0
let all = 0
for (const [file, counts] of perFile) {
  process.stdout.write(`${file.padEnd(32)} ${counts.passed} of ${counts.all}\n`)
  passed += counts.passed
  all += counts.all
}
process.stdout.write(`${passed} of ${all} pass (${((100 * passed) / all).toFixed(1)} %)\n`)
process.exitCode = failures.length > 0 ? 1 : 0
