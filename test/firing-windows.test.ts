import { testFirings } from './firing-table.ts'

testFirings(
  [
    'collection',
    'credential_access',
    'discovery',
    'execution',
    'other',
    'persistence',
    'privilege_escalation',
  ].map((tactic) => ({ folder: `security-datasets/windows/${tactic}` })),
)
