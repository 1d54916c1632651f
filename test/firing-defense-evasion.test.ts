import { testFirings } from './firing-table.ts'

testFirings(['security-datasets/windows/defense_evasion'])
