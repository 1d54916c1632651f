import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { loadContent } from '../src/detections/load.ts'
import { readContentFiles } from '../src/detections/read-content.ts'
import { sharedFolder } from './shared-material.ts'

const read = (folder: string) => {
  const unreadable: string[] = []
  const content = loadContent(readContentFiles([folder], (path) => unreadable.push(path)))
  expect(unreadable).toEqual([])
  return content
}

test('our own content has nothing wrong', () => {
  const { detections, macros, stories, dataSources, skipped, problems } = read(
    resolve(import.meta.dirname, '..', 'content'),
  )
  expect({ skipped, problems }).toEqual({ skipped: [], problems: [] })
  expect([detections, macros, stories, dataSources].map((list) => list.length)).toEqual([
    2, 4, 1, 1,
  ])
  expect(
    detections.map((detection) => [
      detection.generation,
      detection.score,
      detection.severity,
      detection.riskObjects.map(({ field, type, score }) => `${type} ${field.text} ${score}`),
      detection.drilldowns.length,
    ]),
  ).toEqual([
    [2, 50, 'medium', ['system dest 50'], 2],
    [1, 45, 'medium', ['system ComputerName 45'], 2],
  ])
})

const securityContent = sharedFolder('data/security_content')

test.skipIf(securityContent === undefined)('all of security_content loads', () => {
  const content = read(securityContent as string)
  const { detections, macros, lookups, stories, dataSources, skipped, problems } = content
  expect(skipped).toEqual([])
  expect(detections.length).toBe(1300)
  expect([macros, lookups, stories, dataSources].map((list) => list.length)).toEqual([
    189, 79, 261, 205,
  ])
  const { baselines, investigations, deployments, dashboards, unused } = content
  expect([baselines, investigations, deployments, dashboards].map((list) => list.length)).toEqual([
    66, 47, 5, 2,
  ])
  expect(unused).toEqual([`${securityContent}/contentctl.yml`])
  expect(detections.filter(({ deprecated }) => deprecated).length).toBe(71)
  const codes = problems.map(({ code }) => code).sort()
  expect(codes).toEqual([...Array(5).fill('YML0103'), ...Array(3).fill('YML0304')])
})

test.skipIf(securityContent === undefined)(
  'every character of a search is found in its file',
  () => {
    const files = readContentFiles([`${securityContent}/detections`], () => {})
    const lines = new Map(files.map(({ path, text }) => [path, text.split('\n')]))
    for (const { path, search } of loadContent(files).detections) {
      const text = lines.get(path) as string[]
      for (let offset = 0; offset < search.text.length; offset += 7) {
        const wanted = search.text[offset] as string
        if (/[\s"'\\]/.test(wanted)) continue
        const { line, column } = search.placeAt(offset)
        if (text[line - 1]?.[column - 1] !== wanted)
          expect.fail(`${path}:${line}:${column} is not the ${wanted} at ${offset}`)
      }
    }
  },
)
