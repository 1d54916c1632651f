// The layers of src/, lowest first. Parts in one inner list are strangers: they never import each other.
const layers = [
  ['diagnostics'],
  ['values'],
  ['language'],
  ['contract'],
  ['commands', 'functions', 'aggregates', 'formats', 'knowledge'],
  ['planner', 'runtime', 'ingest'],
  ['search'],
  ['detections'],
  ['catalogue', 'testing'],
  ['cli'],
  ['http'],
]
const folder = (names) => `^src/(${names.join('|')})/`
const test = '\\.test\\.ts$'

const upward = layers.flatMap((layer, index) =>
  layer.map((name) => {
    const strangers = layer.filter((other) => other !== name)
    const above = layers.slice(index + 1).flat()
    return {
      name: `${name}-stays-below`,
      severity: 'error',
      from: { path: folder([name]), pathNot: test },
      to: { path: [folder([...strangers, ...above, '-']), '^src/[^/]+\\.ts$'] },
    }
  }),
)

// A unit of a list knows the contracts and its own folder, never another unit.
const units = ['commands', 'functions', 'aggregates'].map((name) => ({
  name: `${name}-do-not-import-each-other`,
  severity: 'error',
  from: { path: `^src/${name}/([^/.]+)`, pathNot: [test, `^src/${name}/(index|shared-)`] },
  to: { path: `^src/${name}/`, pathNot: [`^src/${name}/$1`, `^src/${name}/shared-`] },
}))

module.exports = {
  forbidden: [
    ...upward,
    ...units,
    {
      name: 'the-app-runs-in-a-browser',
      severity: 'error',
      comment:
        'It may name types of everything; code it takes of parts that need no machine: language, diagnostics, and what counts coverage.',
      from: { path: '^ui/' },
      to: {
        path: '^src/',
        pathNot: '^src/(language|diagnostics)/|^src/catalogue/(coverage|navigator-layer)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nothing-needs-the-app',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^ui/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-io-below-the-runtime',
      severity: 'error',
      comment: 'The browser runs the same parser, checks and completion.',
      from: {
        path: folder([
          'diagnostics',
          'values',
          'language',
          'contract',
          'commands',
          'functions',
          'aggregates',
          'knowledge',
          'planner',
        ]),
        pathNot: test,
      },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
}
