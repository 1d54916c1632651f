/** The typed pieces of which commands declare their arguments. */

export type { RenamePair, SortKey } from './syntax/fields.ts'
export { by, field, fieldList, pairs, sortKeys } from './syntax/fields.ts'
export { flag, option } from './syntax/option.ts'
export type { PipelinePrinter, Syntax, SyntaxValue } from './syntax/piece.ts'
export { rawRest } from './syntax/rest.ts'
export { sequence } from './syntax/sequence.ts'
export { clause, maybe, repeat } from './syntax/structure.ts'
export type { Assignment } from './syntax/trees.ts'
export { aggregations, assignments, expression, searchTerms, subsearch } from './syntax/trees.ts'
export { decimal, integer, oneOf, quoted, word } from './syntax/word.ts'
