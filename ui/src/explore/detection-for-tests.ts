import type { ListedDetection } from '../../../src/http/api-types.ts'

/** A detection that says nothing but what is given. */
export const detectionWith = (given: Partial<ListedDetection>): ListedDetection => ({
  slug: given.name?.toLowerCase().replaceAll(' ', '_') ?? 'unnamed',
  name: 'Unnamed',
  id: '',
  type: 'TTP',
  status: 'production',
  deprecated: false,
  generation: 3,
  date: '2026-01-01',
  author: '',
  description: '',
  severity: 'medium',
  score: 0,
  search: '',
  attack: [],
  tactics: [],
  dataSources: [],
  stories: [],
  assetType: 'Endpoint',
  tests: 0,
  path: '',
  ...given,
})
