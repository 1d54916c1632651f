import { testFirings } from './firing-table.ts'

const folder = 'security-datasets/windows/lateral_movement'

// As one hunt it would be the longest test of all.
testFirings([
  { folder, part: { name: 'covenant', holds: (file) => file.startsWith('covenant_') } },
  { folder, part: { name: 'others', holds: (file) => !file.startsWith('covenant_') } },
])
