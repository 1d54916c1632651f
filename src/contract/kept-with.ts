/**
 * Keeps what was worked out of an object (a batch, a column, an event) with that object, so that it ends with it. A `WeakMap` would do so
 * only at full collections of garbage: until then V8 keeps what it holds, with the batch that is reachable from there, among old objects.
 * @returns looks up what is kept with an object, made when there is none
 */
export function keptWith<Owner extends object, Kept>(
  make: (owner: Owner) => Kept,
): (owner: Owner) => Kept {
  const place = Symbol('kept')
  type Keeper = Owner & { [place]?: Kept }
  return (owner) => {
    const keeper: Keeper = owner
    keeper[place] ??= make(owner)
    return keeper[place]
  }
}
