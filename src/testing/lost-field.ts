import { suggest } from '../diagnostics/suggest.ts'
import { fieldsAfter } from '../planner/field-analysis.ts'
import type { Environment } from '../search/environment.ts'
import type { Plan } from '../search/plan-search.ts'
import type { LackingRow } from './judge-rows.ts'
import type { LostField } from './test-result.ts'

/** Tells of each field that a row lacks where it may have gone. */
export function lostFields(
  { fields, rowFields }: LackingRow,
  { stages }: Plan,
  { registry }: Environment,
): readonly LostField[] {
  const known = fieldsAfter(stages)
  return fields.map((field) => {
    const near = suggest(field, rowFields)
    const last = known.at(-1)
    // Where the last stages know the field it was there, and the row has no value of it.
    let at = stages.length - 1
    while (at > 0 && known[at - 1] && !known[at - 1]?.has(field)) at--
    const stage = last?.has(field) === false ? stages[at] : undefined
    return {
      field,
      rowFields,
      ...(near !== undefined && { near }),
      ...(stage && {
        lostBy: registry.commands.get(stage.node.name)?.print(stage.node.args) ?? stage.node.name,
      }),
    }
  })
}
