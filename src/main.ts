#!/usr/bin/env node
import { compileLater } from './engine-settings.ts'
import { packageVersion } from './package-files.ts'

if (process.argv[2] === '--version' || process.argv[2] === '-V') {
  process.stdout.write(`whippet ${packageVersion()}\n`)
} else {
  compileLater()
  // Everything else is loaded only now: the version is asked for by scripts, often.
  const { runMain } = await import('./command-line.ts')
  await runMain()
}
