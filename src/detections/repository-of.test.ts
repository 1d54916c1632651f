import { expect, it } from 'vitest'
import { contentRoot } from './repository-of.ts'

it.each([
  ['content/detections/endpoint/x.yml', 'content'],
  ['detections/x.yml', '.'],
  ['/detections/x.yml', '/'],
  ['a/detections/b/detections/c/x.yml', 'a/detections/b'],
  ['content/removed/detections/x.yml', 'content'],
  ['content/baselines/x.yml', 'content'],
  ['some/where/x.yml', 'some/where'],
  ['x.yml', '.'],
])('the content root of %s is %s', (path, root) => expect(contentRoot(path)).toBe(root))
