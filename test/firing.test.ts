import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { tableOf, testFirings } from './firing-table.ts'
import { sharedFolder } from './shared-material.ts'

testFirings([
  { folder: 'evtx-attack-samples' },
  { folder: 'security-datasets/aws' },
  { folder: 'security-datasets/linux' },
])

const datasets = sharedFolder('data/security-datasets')

const foldersOf = (folder: string): string[] =>
  readdirSync(join(datasets as string, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  )

it.skipIf(!datasets)('every folder of the datasets has a table', () => {
  const platforms = foldersOf('.')
  expect(platforms).toContain('windows')
  const folders = platforms.flatMap((platform) =>
    platform === 'windows'
      ? foldersOf(platform).map((tactic) => `${platform}/${tactic}`)
      : [platform],
  )
  const tables = readdirSync(resolve(import.meta.dirname, 'firing'))
  const without = folders.filter(
    (folder) => !tables.some((name) => name.startsWith(tableOf(`security-datasets/${folder}`))),
  )
  expect(without).toEqual([])
})
