/** Every code once, grouped by the stage that finds it. A code that appeared in a release is never used for anything else. */
export const diagnosticCodes = {
  // Text to tokens to tree.
  SPL0101: 'a string is not closed',
  SPL0102: 'a bracket is not closed, or closed without being opened',
  SPL0103: 'unexpected text',
  SPL0104: 'something is missing',
  SPL0105: 'unknown command',
  SPL0106: 'unknown option of a command',
  SPL0107: 'an argument has the wrong form',
  SPL0108: 'too deeply nested',
  // Macros.
  SPL0201: 'unknown macro',
  SPL0202: 'a macro has the wrong number of arguments',
  SPL0203: 'macros call each other in a circle, or expand without end',
  SPL0204: 'a macro refuses its arguments',
  // Names and arguments.
  SPL0301: 'unknown function',
  SPL0302: 'a function has the wrong number or kind of arguments',
  SPL0303: 'unknown statistical function',
  SPL0304: 'a constant argument is invalid',
  SPL0305: 'a regular expression is invalid or refused',
  SPL0306: 'a lookup, data model or saved search is not known',
  SPL0307: 'a time modifier is invalid',
  // Field flow.
  SPL0401: 'a field does not exist at this stage',
  // Support.
  SPL0501: 'a command is not supported',
  SPL0502: 'an option or form is not supported',
  // Running.
  SPL0601: 'a limit was reached',
  SPL0602: 'data could not be converted',
  SPL0603: 'an input could not be read',
} as const

export type DiagnosticCode = keyof typeof diagnosticCodes
