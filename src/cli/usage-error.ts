/** The command line cannot be understood: said on stderr with the usage line, exit code 2. */
export class UsageError extends Error {}
