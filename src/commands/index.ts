import type { Command } from '../contract/command.ts'
import { bin } from './bin.ts'
import { convert } from './convert.ts'
import { dedup } from './dedup.ts'
import { evalCommand } from './eval.ts'
import { eventstats } from './eventstats.ts'
import { fields } from './fields.ts'
import { fillnull } from './fillnull.ts'
import { head } from './head.ts'
import { rare } from './rare.ts'
import { rename } from './rename.ts'
import { reverse } from './reverse.ts'
import { search } from './search.ts'
import { sort } from './sort.ts'
import { stats } from './stats.ts'
import { streamstats } from './streamstats/index.ts'
import { table } from './table.ts'
import { tail } from './tail.ts'
import { top } from './top.ts'
import { where } from './where.ts'

/** Every command, in the order of its name. */
export const commands: readonly Command[] = [
  bin,
  convert,
  dedup,
  evalCommand,
  eventstats,
  fields,
  fillnull,
  head,
  rare,
  rename,
  reverse,
  search,
  sort,
  stats,
  streamstats,
  table,
  tail,
  top,
  where,
]
