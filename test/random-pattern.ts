import fc from 'fast-check'

export interface PatternPieces {
  /** Pieces without groups, with their quantifiers. */
  readonly simple: fc.Arbitrary<string>
  /** What opens a group that may be repeated. */
  readonly groups: readonly string[]
  readonly looks: readonly string[]
  readonly quantifier: fc.Arbitrary<string>
}

/** Regular expressions of these pieces: alternatives of some items each, groups inside groups. */
export function randomPattern({ simple, groups, looks, quantifier }: PatternPieces) {
  const { pattern } = fc.letrec<{ pattern: string; item: string }>((tie) => ({
    item: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { arbitrary: simple, weight: 3 },
      {
        arbitrary: fc
          .tuple(fc.constantFrom(...groups), tie('pattern'), quantifier)
          .map(([open, body, mark]) => `${open}${body})${mark}`),
        weight: 2,
      },
      {
        arbitrary: fc
          .tuple(fc.constantFrom(...looks), tie('pattern'))
          .map(([open, body]) => `${open}${body})`),
        weight: 1,
      },
    ),
    pattern: fc
      .array(fc.array(tie('item'), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
      .map((alternatives) => alternatives.map((items) => items.join('')).join('|')),
  }))
  return pattern
}
