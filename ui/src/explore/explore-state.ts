import { go, hrefOf, usePlace } from '../router.ts'
import { type ExploreState, queryOf, stateOf } from './address.ts'

/** The address holds the state; typing replaces it, choosing adds a step to go back to. */
export function useExploreState(): readonly [
  ExploreState,
  (changes: Partial<ExploreState>, how?: { readonly replace: boolean }) => void,
] {
  const { query } = usePlace()
  const state = stateOf(query)
  return [
    state,
    (changes, how = { replace: false }) => go(hrefOf([], queryOf({ ...state, ...changes })), how),
  ]
}

let left = hrefOf([])

/** The address that Explore had when it was left, with all that was chosen. */
export const lastExplore = (): string => left

export function rememberExplore(address: string): void {
  left = address
}
