import { testFirings } from './firing-table.ts'

testFirings(['security-datasets/windows/lateral_movement'])
