import {
  type ConfFile,
  type ConfProblem,
  defaultStanza,
  parseConf,
  type Setting,
  type Stanza,
} from './conf-file.ts'

/** An app folder as texts. */
export interface AppFolder {
  /** Of the folder: among apps the later name goes before the earlier. */
  readonly name: string
  /** It comes with the product: every other app goes before it. */
  readonly builtIn?: boolean
  readonly files: readonly AppFile[]
  /** CSV files of `lookups/`. */
  readonly lookups: readonly LookupFile[]
  /** Of `data/models/`; a file in `local` goes before that of the same name in `default`. */
  readonly dataModels?: readonly DataModelFile[]
}

export interface AppFile {
  /** To be shown to people. */
  readonly path: string
  readonly layer: 'default' | 'local'
  /** Of the file, without `.conf`: `props`. */
  readonly conf: string
  readonly text: string
}

export interface LookupFile {
  /** `hosts.csv` */
  readonly name: string
  /** Read when a search first needs it. @throws when it cannot be read */
  text(): string
}

export interface DataModelFile {
  /** What searches call the model: the name of the file, without `.json`. */
  readonly name: string
  /** Read when a search first names the model. */
  text(): string
}

/** The settings of all apps, merged: by the name of the conf file. */
export interface Layers {
  conf(name: string): ConfFile
  readonly problems: readonly ConfProblem[]
}

/**
 * Merges apps as Splunk does for a search: in each app `local` goes before `default`, and of several apps the one whose name is later
 * in ASCII order goes before the others. Source: Splunk Admin Manual, "Configuration file precedence", App or user context.
 */
export function mergeApps(apps: readonly AppFolder[]): Layers {
  const merged = new Map<string, Map<string, Map<string, Setting>>>()
  const problems: ConfProblem[] = []
  for (const app of weakestFirst(apps)) {
    for (const layer of ['default', 'local'] as const) {
      for (const file of app.files) {
        if (file.layer !== layer) continue
        const { stanzas, problems: found } = parseConf(file.path, file.text)
        problems.push(...found)
        addStanzas(merged, file.conf, stanzas)
      }
    }
  }
  return { conf: (name) => merged.get(name) ?? new Map(), problems }
}

/** In an order in which each goes before those ahead of it. */
export const weakestFirst = (apps: readonly AppFolder[]): readonly AppFolder[] =>
  [...apps].sort(byPrecedence)

const byPrecedence = (left: AppFolder, right: AppFolder): number =>
  Number(right.builtIn ?? false) - Number(left.builtIn ?? false) ||
  (left.name < right.name ? -1 : left.name > right.name ? 1 : 0)

function addStanzas(
  merged: Map<string, Map<string, Map<string, Setting>>>,
  conf: string,
  stanzas: ConfFile,
): void {
  const table = merged.get(conf) ?? new Map<string, Map<string, Setting>>()
  merged.set(conf, table)
  for (const [name, settings] of stanzas) {
    const stanza = table.get(name) ?? new Map<string, Setting>()
    table.set(name, stanza)
    for (const [key, setting] of settings) stanza.set(key, setting)
  }
}

/** The stanzas that define something, each with what `[default]` says where it says nothing itself. */
export function* definitions(conf: ConfFile): Iterable<readonly [name: string, stanza: Stanza]> {
  const common = conf.get(defaultStanza)
  for (const [name, stanza] of conf) {
    if (name === defaultStanza) continue
    yield [name, common ? new Map([...common, ...stanza]) : stanza]
  }
}
