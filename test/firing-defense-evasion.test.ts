import { testFirings } from './firing-table.ts'

testFirings([{ folder: 'security-datasets/windows/defense_evasion' }])
