import { Reader } from 'mmdb-lib'
import type { Location } from '../contract/command.ts'
import { parseAddress } from '../values/cidr.ts'

/** The members of MaxMind's city databases that are read, and of others that follow them. */
interface CityRecord {
  readonly city?: Named
  readonly country?: Named
  readonly continent?: Named
  readonly subdivisions?: readonly Named[]
  readonly location?: {
    readonly latitude?: number
    readonly longitude?: number
    readonly metro_code?: number
    readonly time_zone?: string
  }
}

interface Named {
  readonly names?: Readonly<Record<string, string>>
}

/**
 * Where addresses are, by a database in the MMDB format. Names are English.
 * @param bytes the whole file
 * @throws when it is not in that format
 */
export function addressDatabase(bytes: Uint8Array): (address: string) => Location | null {
  const reader = new Reader<Record<string, never>>(Buffer.from(bytes))
  return (address) => {
    // What is no address would end the search; here it is nowhere.
    if (parseAddress(address) === null) return null
    const found = reader.get(address) as CityRecord | null
    return found && locationOf(found)
  }
}

const english = (named: Named | undefined): string | undefined => named?.names?.['en']

function locationOf({ city, country, continent, subdivisions, location }: CityRecord): Location {
  const metro = location?.metro_code
  return withoutGaps({
    city: english(city),
    country: english(country),
    region: english(subdivisions?.[0]),
    continent: english(continent),
    latitude: location?.latitude,
    longitude: location?.longitude,
    metroCode: metro === undefined ? undefined : String(metro),
    timeZone: location?.time_zone,
  })
}

type WithGaps<T> = { readonly [Key in keyof T]-?: T[Key] | undefined }

const withoutGaps = (location: WithGaps<Location>): Location =>
  Object.fromEntries(Object.entries(location).filter(([, value]) => value !== undefined))
