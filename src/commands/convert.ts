import { type Batch, type Column, plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand, type Operator, type Scope } from '../contract/command.ts'
import { option, sequence, word } from '../language/syntax.ts'
import { multivalueOf, type Scalar, type Value, valuesOf } from '../values/value.ts'
import { type Conversion, conversions } from './convert/syntax.ts'
import { type ConversionName, converters } from './convert/values.ts'
import { capturesOf, hasStar, withCaptures } from './shared-field-names.ts'

const defaultTimeFormat = '%m/%d/%Y %H:%M:%S'

interface ConvertArgs {
  readonly timeformat: string
  readonly list: readonly Conversion[]
}

function converted(column: Column, convert: (value: Scalar) => Scalar | null): Column {
  const one = (value: Value): Value =>
    multivalueOf(valuesOf(value).flatMap((each) => convert(each) ?? []))
  const values = new Array<Value>(column.length)
  for (let row = 0; row < column.length; row++) values[row] = one(column.at(row))
  return plainColumn(values)
}

interface Step {
  readonly name: Exclude<ConversionName, 'none'>
  readonly field: string
  readonly as: string | undefined
}

const stepsOf = (list: readonly Conversion[]): readonly Step[] =>
  list.flatMap(({ name, fields, as }) =>
    name === undefined || name === 'none' ? [] : fields.map((field) => ({ name, field, as })),
  )

/** Fields that a conversion means, with the name of what comes of each. */
function targetsOf({ field, as }: Step, batch: Batch): readonly (readonly [string, string])[] {
  if (!hasStar(field)) return [[field, as ?? field]]
  return batch.fields().flatMap((name) => {
    const captured = capturesOf(field, name)
    if (!captured) return []
    return [[name, withCaptures(as ?? field, captured)] as const]
  })
}

function convertOperator({ timeformat, list }: ConvertArgs, scope: Scope): Operator {
  const context = { timeFormat: timeformat, timeZone: scope.timeZone, now: scope.now }
  const spared = list.flatMap(({ name, fields }) => (name === 'none' ? fields : []))
  const isSpared = (name: string) => spared.some((pattern) => capturesOf(pattern, name) !== null)
  const steps = stepsOf(list)
  return {
    process(batch) {
      const changes = new Map<string, Column>()
      for (const step of steps) {
        for (const [source, target] of targetsOf(step, batch)) {
          const column = changes.get(source) ?? batch.column(source)
          if (!column || (hasStar(step.field) && isSpared(source))) continue
          const convert = converters[step.name]
          changes.set(
            target,
            converted(column, (value) => convert(value, context)),
          )
        }
      }
      return changes.size === 0 ? batch : withColumns(batch, changes)
    },
  }
}

/** Source: Splunk Search Reference, "convert". */
export const convert = defineCommand({
  name: 'convert',
  kind: 'streaming',
  summary: 'Turns field values into numbers, or times into text and back.',
  syntax: sequence({
    timeformat: option('timeformat', word(), {
      or: defaultTimeFormat,
      about: 'How ctime() prints and mktime() reads times.',
    }),
    list: conversions(),
  }),
  flow: ({ list }) => {
    const active = stepsOf(list)
    return {
      needs: active.map(({ field }) => field),
      adds: active.flatMap(({ field, as = field }) => (hasStar(as) ? [] : [as])),
      ...(active.some(({ as }) => as !== undefined && hasStar(as)) && { addsUnknown: true }),
    }
  },
  operator: convertOperator,
  examples: [
    {
      title: 'A time as text, the number kept',
      query: 'convert timeformat="%Y-%m-%d %H:%M" ctime(first) AS day',
      input: [{ first: 1700000000 }],
      output: [{ first: 1700000000, day: '2023-11-14 22:13' }],
    },
    {
      title: 'Units, commas and durations',
      query: 'convert rmunit(took) rmcomma(bytes) dur2sec(up) memk(rss)',
      input: [{ took: '35 ms', bytes: '1,024', up: '1+00:00:05', rss: '2m' }],
      output: [{ took: 35, bytes: 1024, up: 86405, rss: 2048 }],
    },
    {
      title: 'All but one; what is no number is taken away',
      query: 'convert num(*) none(zip)',
      input: [{ size: '12', zip: '01234', note: 'n/a' }],
      output: [{ size: 12, zip: '01234' }],
    },
  ],
})
