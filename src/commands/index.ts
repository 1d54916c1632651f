import type { Command } from '../contract/command.ts'
import { bin } from './bin.ts'
import { convert } from './convert.ts'
import { evalCommand } from './eval.ts'
import { eventstats } from './eventstats.ts'
import { fields } from './fields.ts'
import { fillnull } from './fillnull.ts'
import { head } from './head.ts'
import { rename } from './rename.ts'
import { reverse } from './reverse.ts'
import { search } from './search.ts'
import { sort } from './sort.ts'
import { stats } from './stats.ts'
import { streamstats } from './streamstats/index.ts'
import { table } from './table.ts'
import { tail } from './tail.ts'
import { where } from './where.ts'

/** Every command, in the order of its name. */
export const commands: readonly Command[] = [
  bin,
  convert,
  evalCommand,
  eventstats,
  fields,
  fillnull,
  head,
  rename,
  reverse,
  search,
  sort,
  stats,
  streamstats,
  table,
  tail,
  where,
]
