import type { Command } from '../contract/command.ts'
import { bin } from './bin.ts'
import { convert } from './convert.ts'
import { dedup } from './dedup.ts'
import { evalCommand } from './eval.ts'
import { eventstats } from './eventstats.ts'
import { fields } from './fields.ts'
import { fillnull } from './fillnull.ts'
import { head } from './head.ts'
import { makemv } from './makemv.ts'
import { mvcombine } from './mvcombine.ts'
import { mvexpand } from './mvexpand.ts'
import { nomv } from './nomv.ts'
import { rare } from './rare.ts'
import { regex } from './regex.ts'
import { rename } from './rename.ts'
import { replace } from './replace.ts'
import { reverse } from './reverse.ts'
import { rex } from './rex.ts'
import { search } from './search.ts'
import { sort } from './sort.ts'
import { stats } from './stats.ts'
import { strcat } from './strcat.ts'
import { streamstats } from './streamstats/index.ts'
import { table } from './table.ts'
import { tail } from './tail.ts'
import { top } from './top.ts'
import { tstats } from './tstats/index.ts'
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
  makemv,
  mvcombine,
  mvexpand,
  nomv,
  rare,
  regex,
  rename,
  replace,
  reverse,
  rex,
  search,
  sort,
  stats,
  strcat,
  streamstats,
  table,
  tail,
  top,
  tstats,
  where,
]
