import { type Column, plainColumn, withColumns } from '../contract/batch.ts'
import { defineCommand, type Location } from '../contract/command.ts'
import { field, flag, option, sequence, word } from '../language/syntax.ts'
import { textOf } from '../values/convert.ts'
import type { Value } from '../values/value.ts'
import { perValue } from './shared-per-value.ts'

const usualFields: Readonly<Record<string, (place: Location) => Value>> = {
  City: (place) => place.city ?? null,
  Country: (place) => place.country ?? null,
  Region: (place) => place.region ?? null,
  lat: (place) => place.latitude ?? null,
  lon: (place) => place.longitude ?? null,
}
const moreFields: typeof usualFields = {
  Continent: (place) => place.continent ?? null,
  MetroCode: (place) => place.metroCode ?? null,
  Timezone: (place) => place.timeZone ?? null,
}

const fieldsFor = (allfields: boolean) =>
  allfields ? { ...usualFields, ...moreFields } : usualFields

/** Needs a database of addresses that the user brings. Source: Splunk Search Reference, "iplocation". */
export const iplocation = defineCommand({
  name: 'iplocation',
  kind: 'streaming',
  summary: 'Adds where an address is: city, region, country, latitude and longitude.',
  syntax: sequence({
    prefix: option('prefix', word(), {
      or: '',
      about: 'What the names of the new fields begin with.',
    }),
    allfields: flag('allfields', {
      or: false,
      about: 'Adds continent, metro code and time zone too.',
    }),
    lang: option('lang', word(), { about: 'Accepted; names are English.' }),
    name: field({ about: 'The field that holds the address.' }),
  }),
  flow: ({ prefix, allfields, name }) => ({
    needs: [name],
    adds: Object.keys(fieldsFor(allfields)).map((each) => prefix + each),
  }),
  operator({ prefix, allfields, name }, scope) {
    const { locate } = scope
    if (!locate) {
      scope.report({
        code: 'SPL0603',
        severity: 'warning',
        message: 'iplocation adds nothing: there is no database of addresses',
        advice: 'name an MMDB file',
      })
      return { process: (batch) => batch }
    }
    const wanted = Object.entries(fieldsFor(allfields))
    return {
      process(batch) {
        const placeAt = perValue(batch.column(name), (value) =>
          value === null ? null : locate(textOf(value)),
        )
        const changes = wanted.map(([key, read]): [string, Column] => [
          prefix + key,
          plainColumn(
            Array.from({ length: batch.length }, (_, row) => {
              const place = placeAt(row)
              return place ? read(place) : null
            }),
          ),
        ])
        return withColumns(batch, new Map(changes))
      },
    }
  },
  examples: [
    {
      title: 'Without a database nothing is added, which is said',
      query: 'iplocation src',
      input: [{ src: '192.0.2.1' }],
      output: [{ src: '192.0.2.1' }],
    },
    { title: 'No rows', query: 'iplocation prefix=src_ src', input: [], output: [] },
  ],
})
