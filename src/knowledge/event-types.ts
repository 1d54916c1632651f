import { definitions } from './conf/app-layers.ts'
import { type ConfFile, isYes, type Setting } from './conf/conf-file.ts'

/** A kind of event: those that a search finds. */
export interface EventType {
  readonly name: string
  readonly search: Setting
}

/** In the order in which their names are listed in the field `eventtype`. Source: eventtypes.conf specification. */
export function readEventTypes(conf: ConfFile): readonly EventType[] {
  const types: EventType[] = []
  for (const [name, stanza] of definitions(conf)) {
    const search = stanza.get('search')
    if (search?.value && !isYes(stanza.get('disabled'))) types.push({ name, search })
  }
  return types.sort((left, right) => (left.name < right.name ? -1 : 1))
}
