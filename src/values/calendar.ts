/** Calendar arithmetic in the proleptic Gregorian calendar, on wall-clock times: no zones. Days count from 1970-01-01. */
export interface CivilDate {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** 1 to 31. */
  readonly day: number
}

export const secondsPerDay = 86_400

const DAYS_PER_ERA = 146_097
const DAYS_TO_1970 = 719_468

/** Day number of a date; months outside 1 to 12 carry into the year, days into the month. */
export function daysOfCivil(year: number, month: number, day: number): number {
  const shifted = year + Math.floor((month - 1) / 12)
  const wrapped = ((((month - 1) % 12) + 12) % 12) + 1
  // Years begin in March, so the leap day is the last one.
  const marchYear = wrapped <= 2 ? shifted - 1 : shifted
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * (wrapped > 2 ? wrapped - 3 : wrapped + 9) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * DAYS_PER_ERA + dayOfEra - DAYS_TO_1970
}

export function civilOfDays(days: number): CivilDate {
  const shifted = days + DAYS_TO_1970
  const era = Math.floor(shifted / DAYS_PER_ERA)
  const dayOfEra = shifted - era * DAYS_PER_ERA
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  }
}

/** 0 is Sunday. */
export const weekdayOfDays = (days: number): number => (((days + 4) % 7) + 7) % 7

export const isLeapYear = (year: number): boolean =>
  year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] as number)

/** Week and its year by ISO 8601: weeks begin on Monday, the first holds the year's first Thursday. */
export function isoWeekOfDays(days: number): { readonly year: number; readonly week: number } {
  const thursday = days - ((weekdayOfDays(days) + 6) % 7) + 3
  const { year } = civilOfDays(thursday)
  return { year, week: Math.floor((thursday - daysOfCivil(year, 1, 1)) / 7) + 1 }
}
