import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listInputs } from './input-files.ts'

let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'inputs-'))
  await mkdir(join(root, 'b', 'c'), { recursive: true })
  await writeFile(join(root, 'b', 'c', 'deep'), '1')
  await writeFile(join(root, 'b', 'B'), '22')
  await writeFile(join(root, 'a'), '')
  await writeFile(join(root, 'Z'), '')
  await symlink('..', join(root, 'b', 'c', 'up'))
  await symlink('loop', join(root, 'loop'))
  await symlink(join(root, 'b', 'B'), join(root, 'same'))
})
afterAll(() => rm(root, { recursive: true }))

async function list(...names: string[]) {
  const { files, problems } = await listInputs(names.map((name) => join(root, name)))
  return {
    files: files.map(({ path, size }) => `${relative(root, path)} ${size}`),
    problems: problems.map(({ path, message }) => `${relative(root, path)}: ${message}`),
  }
}

test('a folder gives everything below it in the order of names, each file once, loops not followed', async () => {
  expect(await list('')).toEqual({
    files: ['Z 0', 'a 0', 'b/B 2', 'b/c/deep 1'],
    problems: ['loop: a link that leads back to itself'],
  })
})

test('paths keep their order, and a file that is named twice is taken once', async () => {
  expect((await list('same', 'b', 'a')).files).toEqual(['same 2', 'b/c/deep 1', 'a 0'])
})

test('a missing path is named, the others are listed', async () => {
  expect(await list('none', 'a', 'a/b')).toEqual({
    files: ['a 0'],
    problems: ['none: no such file or folder', 'a/b: no such file or folder'],
  })
})

test('a folder that may not be read is named, its neighbours are listed', async () => {
  const closed = join(root, 'b', 'closed')
  await mkdir(closed)
  await chmod(closed, 0)
  await chmod(root, 0o755)
  // The superuser may read everything, so this looks with the rights of nobody.
  const isSuperuser = process.getuid?.() === 0
  if (isSuperuser) process.seteuid?.(65_534)
  try {
    expect(await list('b')).toEqual({
      files: ['b/B 2', 'b/c/deep 1'],
      problems: ['b/closed: no permission to read it'],
    })
  } finally {
    if (isSuperuser) process.seteuid?.(0)
    await rm(closed, { recursive: true })
  }
})
