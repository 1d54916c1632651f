import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { licensesOf } from '../scripts/build/licenses-of.ts'
import { removeStaleTypes, replaceBuilt } from '../scripts/build/replace-built.ts'
import { packaged } from '../src/package-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'whippet-build-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (...path: string[]): void => {
  mkdirSync(join(folder, ...path.slice(0, -1)), { recursive: true })
  writeFileSync(join(folder, ...path), '')
}

describe('the built program', () => {
  const scripts = readdirSync(packaged('dist')).filter((name) => name.endsWith('.js'))
  const imported = scripts.flatMap((name) => {
    const text = readFileSync(packaged(`dist/${name}`), 'utf8')
    const named =
      /^(?:import|export)\b[^'"]*?["']([^"']+)["'];?$|\b(?:import|__require)\("([^"]+)"\)/gm
    return [...text.matchAll(named)].map(([, from, called]) => (from ?? called) as string)
  })

  it('has what it loads: files beside it, Node and the dependencies of the package', () => {
    const { dependencies } = JSON.parse(readFileSync(packaged('package.json'), 'utf8'))
    const beside = imported.filter((name) => name.startsWith('.'))
    expect(beside.filter((name) => !existsSync(packaged(`dist/${name}`)))).toEqual([])
    const libraries = imported.filter((name) => !name.startsWith('.') && !isBuiltin(name))
    expect([...new Set(libraries)].sort()).toEqual(Object.keys(dependencies).sort())
  })

  it('comes with the licenses of the libraries that are part of it', () => {
    const licenses = readFileSync(packaged('dist/third-party-licenses.txt'), 'utf8')
    expect(licenses.match(/^[@/\w-]+(?= \d+\.\d+\.\d+$)/gm)).toEqual([
      '@noble/hashes',
      'mmdb-lib',
      'pend',
      'yaml',
      'yauzl',
      'zod',
    ])
    expect(licenses).toContain('Copyright Eemeli Aro')
  })
})

describe('a build', () => {
  it('leaves nothing of an earlier one', () => {
    write('dist', 'old.js')
    write('dist', 'search', 'old.js')
    write('dist', 'ui', 'index.html')
    replaceBuilt(join(folder, 'dist'), new Map([['main.js', 'new']]))
    expect(readdirSync(join(folder, 'dist')).sort()).toEqual(['main.js', 'ui'])
    expect(readFileSync(join(folder, 'dist', 'main.js'), 'utf8')).toBe('new')
  })

  it('makes the declarations anew when a source is gone', () => {
    const remove = () => removeStaleTypes(join(folder, 'types'), join(folder, 'src'))
    remove()
    write('types', 'search', 'scan.d.ts')
    write('src', 'search', 'scan.ts')
    remove()
    expect(existsSync(join(folder, 'types'))).toBe(true)
    rmSync(join(folder, 'src', 'search', 'scan.ts'))
    remove()
    expect(existsSync(join(folder, 'types'))).toBe(false)
  })

  it('refuses a library without a license text', () => {
    const library = join('node_modules', '@scope', 'bare')
    write(library, 'lib', 'index.js')
    writeFileSync(join(folder, library, 'package.json'), '{"name":"@scope/bare","version":"1.0.0"}')
    const modules = [join(folder, library, 'lib', 'index.js'), join(folder, 'src', 'main.ts')]
    expect(() => licensesOf(modules)).toThrow('@scope/bare is bundled, and has no license text')
    writeFileSync(join(folder, library, 'LICENSE'), 'Do what is right.\n')
    expect(licensesOf(modules)).toBe('@scope/bare 1.0.0\n\nDo what is right.\n')
  })
})
