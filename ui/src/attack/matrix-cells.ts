import type { Coverage, TechniqueCoverage } from '../../../src/catalogue/coverage.ts'

export const meanings = {
  rules: 'has a rule',
  tested: 'has a rule that passed its test',
  fired: 'fired in my hunt',
} as const
export type Meaning = keyof typeof meanings

export interface Column {
  readonly tactic: Coverage['tactics'][number]
  readonly families: readonly Family[]
}

/** A technique with its sub-techniques. */
export interface Family {
  readonly technique: TechniqueCoverage
  readonly children: readonly TechniqueCoverage[]
  /** The most that it or one of its sub-techniques has. */
  readonly most: number
}

export function columnsOf({ tactics, techniques }: Coverage, meaning: Meaning): Column[] {
  return tactics.map((tactic) => {
    const own = techniques.filter((technique) => technique.tactics.includes(tactic.name))
    return {
      tactic,
      families: own
        .filter(({ id }) => !id.includes('.'))
        .map((technique) => {
          const children = own.filter(({ id }) => id.startsWith(`${technique.id}.`))
          return {
            technique,
            children,
            most: Math.max(technique[meaning], ...children.map((child) => child[meaning])),
          }
        }),
    }
  })
}

/** From 0 to 4, how strong the colour of a count is. */
export function heatOf(count: number): number {
  if (count === 0) return 0
  if (count === 1) return 1
  if (count < 4) return 2
  return count < 10 ? 3 : 4
}
