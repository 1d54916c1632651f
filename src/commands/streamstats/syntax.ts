import type { AggregateCall, Expression, GroupField } from '../../language/ast.ts'
import {
  aggregations,
  by,
  flag,
  integer,
  option,
  type Syntax,
  sequence,
} from '../../language/syntax.ts'
import { duration } from '../shared-spans.ts'
import { condition } from './condition.ts'

export interface StreamstatsArgs {
  readonly resetOnChange: boolean
  readonly resetBefore: Expression | undefined
  readonly resetAfter: Expression | undefined
  readonly current: boolean
  readonly window: number
  readonly timeWindow: number | undefined
  readonly global: boolean
  readonly allnum: boolean
  readonly calls: readonly AggregateCall[]
  readonly groups: readonly GroupField[]
}

export const streamstatsSyntax: Syntax<StreamstatsArgs> = sequence({
  resetOnChange: flag('reset_on_change', {
    or: false,
    about:
      'Everything starts anew when the values of the BY fields differ from those of the row before.',
  }),
  resetBefore: option('reset_before', condition(), {
    about: 'Everything starts anew with a row for which this is true.',
  }),
  resetAfter: option('reset_after', condition(), {
    about: 'Everything starts anew after a row for which this is true; it may use the results.',
  }),
  current: flag('current', { or: true, about: 'The row itself takes part in its results.' }),
  window: option('window', integer(), { or: 0, about: 'How many rows take part; 0 for all.' }),
  timeWindow: option('time_window', duration(), {
    about: 'Rows within this time take part; rows must be in the order of their times.',
  }),
  global: flag('global', {
    or: true,
    about: 'The window counts the rows of all groups; false gives each group its own.',
  }),
  allnum: flag('allnum', {
    or: false,
    about: 'Numeric functions give nothing once a value is not a number.',
  }),
  calls: aggregations({ about: 'What is computed.' }),
  groups: by({ about: 'The fields whose values make the groups.' }),
})
