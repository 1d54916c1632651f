import { readFileSync } from 'node:fs'
import { type Attack, readAttack } from './detections/attack.ts'
import { packaged } from './package-files.ts'

/** The ATT&CK that comes with the package. */
export const packagedAttack = (): Attack =>
  readAttack(readFileSync(packaged('data/attack/enterprise-attack-18.1.json'), 'utf8'))
