import type { z } from 'zod'
import { type ContentKind, isDeprecationMapping } from '../load.ts'
import { generationOf } from '../load-detection.ts'
import type { YamlMapping } from '../yaml-file.ts'
import {
  baseline,
  dashboard,
  dataSource,
  deployment,
  investigation,
  lookup1,
  lookup2,
  macro,
  playbook,
  removed,
  story,
} from './content-schemas.ts'
import { detection1, detection2, detection3 } from './detection-schemas.ts'

/** The name of the JSON Schema that editors find under `schemas/`, and what it is made of. */
export const schemas = {
  'detection-1': detection1,
  'detection-2': detection2,
  'detection-3': detection3,
  macro,
  'lookup-1': lookup1,
  'lookup-2': lookup2,
  story,
  'data-source': dataSource,
  baseline,
  investigation,
  deployment,
  dashboard,
  playbook,
  removed,
} as const satisfies Readonly<Record<string, z.ZodType>>

export type SchemaName = keyof typeof schemas

/** The schema that a file should follow; none for a deprecation mapping. */
export function schemaNameOf(root: YamlMapping, kind: ContentKind): SchemaName | null {
  switch (kind) {
    case 'detections':
      return `detection-${generationOf(root)}`
    case 'lookups':
      return root.entries.has('lookup_type') ? 'lookup-2' : 'lookup-1'
    case 'removed':
      return isDeprecationMapping(root.file.path) ? null : 'removed'
    default:
      return singular[kind]
  }
}

const singular = {
  macros: 'macro',
  stories: 'story',
  data_sources: 'data-source',
  baselines: 'baseline',
  investigations: 'investigation',
  deployments: 'deployment',
  dashboards: 'dashboard',
  playbooks: 'playbook',
} as const satisfies Partial<Record<ContentKind, SchemaName>>
