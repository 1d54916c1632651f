import { compileContent, contentOf } from './escu/compile-content.ts'

/** `npm run escu -- DIR`: compiles every detection of a content folder, and says which are refused and why. */
const [folder] = process.argv.slice(2)
if (folder === undefined) {
  process.stderr.write('usage: npm run escu -- DIR\n')
  process.exit(2)
}

const started = performance.now()
const content = contentOf(folder)
const read = performance.now()
const compiled = compileContent(content)
const done = performance.now()

const reasons = new Map<string, string[]>()
for (const { detection, errors } of compiled) {
  const [error] = errors
  if (!error) continue
  const reason = `${error.code} ${error.message}`
  reasons.set(reason, [...(reasons.get(reason) ?? []), detection.name])
}
const share = (count: number) => `${((100 * count) / compiled.length).toFixed(2)} %`
const count = (outcome: string) => compiled.filter((each) => each.outcome === outcome).length
const lines = [
  `detections         ${compiled.length}, unreadable files ${content.skipped.length}`,
  `compiled           ${count('compiled')} (${share(count('compiled'))})`,
  `refused by name    ${count('named')} (${share(count('named'))})`,
  `refused            ${count('refused')} (${share(count('refused'))})`,
  `with warnings      ${compiled.filter(({ warnings }) => warnings.length > 0).length}`,
  `reading YAML       ${Math.round(read - started)} ms`,
  `compiling          ${Math.round(done - read)} ms`,
  '',
  ...[...reasons]
    .sort(([, a], [, b]) => b.length - a.length)
    .flatMap(([reason, names]) => [
      `${String(names.length).padStart(5)}  ${reason}`,
      ...names.slice(0, 3).map((name) => `         ${name}`),
    ]),
]
process.stdout.write(`${lines.join('\n')}\n`)
process.exitCode = count('refused') > 0 ? 1 : 0
