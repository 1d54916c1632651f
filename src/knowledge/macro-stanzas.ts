import type { MacroDefinition } from '../language/source.ts'
import { definitions } from './conf/app-layers.ts'
import type { ConfFile } from './conf/conf-file.ts'
import { isYes } from './conf/conf-file.ts'

/** By name, those with arguments as `name(2)`. Source: macros.conf specification. */
export function readMacros(conf: ConfFile): ReadonlyMap<string, MacroDefinition> {
  const macros = new Map<string, MacroDefinition>()
  for (const [name, stanza] of definitions(conf)) {
    const definition = stanza.get('definition')
    if (!definition) continue
    const validation = stanza.get('validation')?.value
    const errormsg = stanza.get('errormsg')?.value
    macros.set(name, {
      name: name.replace(/\(\d+\)$/, ''),
      arguments: (stanza.get('args')?.value ?? '')
        .split(',')
        .map((argument) => argument.trim())
        .filter((argument) => argument !== ''),
      definition: definition.value,
      iseval: isYes(stanza.get('iseval')),
      ...(validation && { validation }),
      ...(errormsg && { errormsg }),
    })
  }
  return macros
}
