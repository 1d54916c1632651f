import { type ParseArgsConfig, parseArgs } from 'node:util'
import { suggest } from '../diagnostics/suggest.ts'
import { UsageError } from './usage-error.ts'

/** An option of a subcommand, declared once: reading, help text and its check come from here. */
export interface CliOption {
  readonly value?: string
  readonly about: string
  readonly repeats?: boolean
  readonly short?: string
  readonly choices?: readonly string[]
}

export type CliOptions = Readonly<Record<string, CliOption>>

export interface ReadArguments {
  readonly positionals: readonly string[]
  /** The last value given. */
  get(name: string): string | undefined
  all(name: string): readonly string[]
  has(name: string): boolean
}

/** @throws UsageError naming what is wrong */
export function readArguments(argv: readonly string[], options: CliOptions): ReadArguments {
  const values = parsed(argv, options)
  for (const [name, { choices }] of Object.entries(options)) {
    for (const value of values.lists.get(name) ?? []) {
      if (choices && !choices.includes(value)) {
        throw new UsageError(`--${name} takes ${choices.join(', ')}, not "${value}"`)
      }
    }
  }
  return {
    positionals: values.positionals,
    get: (name) => values.lists.get(name)?.at(-1),
    all: (name) => values.lists.get(name) ?? [],
    has: (name) => values.flags.has(name),
  }
}

function parsed(argv: readonly string[], options: CliOptions) {
  const config: NonNullable<ParseArgsConfig['options']> = {}
  for (const [name, { value, short }] of Object.entries(options)) {
    config[name] = {
      type: value === undefined ? 'boolean' : 'string',
      multiple: true,
      ...(short && { short }),
    }
  }
  try {
    const result = parseArgs({
      args: joined(argv, options),
      options: config,
      allowPositionals: true,
    })
    const lists = new Map<string, string[]>()
    const flags = new Set<string>()
    for (const [name, given] of Object.entries(result.values)) {
      const list = (Array.isArray(given) ? given : [given]) as (string | boolean)[]
      if (options[name]?.value === undefined) flags.add(name)
      else lists.set(name, list.map(String))
    }
    return { positionals: result.positionals, lists, flags }
  } catch (error) {
    throw new UsageError(wrongArgument(error, options))
  }
}

/** Node's own words for an unknown option are long, and suggest nothing. */
function wrongArgument(error: unknown, options: CliOptions): string {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  const unknown = /^Unknown option '(--?)([^']*)'/.exec(message)
  if (unknown) {
    const [, dashes = '', name = ''] = unknown
    const near = dashes === '--' ? suggest(name, Object.keys(options)) : undefined
    return `unknown option ${dashes}${name}${near ? `; did you mean --${near}?` : ''}`
  }
  const bare = /^Option '(?:-\w, )?--([\w-]+) <value>' argument missing/.exec(message)?.[1]
  return bare ? `--${bare} needs a value: --${bare} ${options[bare]?.value}` : message
}

/** `--earliest -24h`: a time modifier begins like an option, and is meant as the value all the same. */
function joined(argv: readonly string[], options: CliOptions): string[] {
  const out: string[] = []
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string
    const option = word.startsWith('--') ? options[word.slice(2)] : undefined
    const next = argv[i + 1]
    if (option?.value !== undefined && next !== undefined && /^-\d/.test(next)) {
      out.push(`${word}=${next}`)
      i++
    } else out.push(word)
  }
  return out
}

/** The options as help shows them. */
export function optionsHelp(options: CliOptions): string {
  const rows = Object.entries(options).map(([name, { value, about, short, repeats, choices }]) => {
    const form = `${short ? `-${short}, ` : '    '}--${name}${value === undefined ? '' : ` ${value}`}`
    const more = [choices?.join(', '), repeats ? 'may be given several times' : undefined].filter(
      Boolean,
    )
    return [form, more.length > 0 ? `${about} (${more.join('; ')})` : about] as const
  })
  const longest = Math.max(...rows.map(([form]) => form.length))
  return rows.map(([form, about]) => `  ${form.padEnd(longest)}  ${about}\n`).join('')
}
