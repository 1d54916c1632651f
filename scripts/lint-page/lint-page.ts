import { contentCodes } from '../../src/detections/problem.ts'
import { diagnosticCodes } from '../../src/diagnostics/codes.ts'

/** The page about lint, with every code. */
export const lintPage = (): string => `# whippet lint

<!-- Made by npm run lint-page. -->

\`whippet lint PATH…\` says what is wrong with content: files of YAML, folders, or a whole repository laid out as ESCU's. Every message has its
file, line and column. Nothing is run, and nothing is written without \`--fix\`.

\`\`\`sh
whippet lint security_content/                          # everything
whippet lint detections/endpoint/my_rule.yml            # one file, within the repository that it lies in
whippet lint my_rules/ --content security_content/      # with macros, lookups, stories and data sources of another folder
whippet lint . --fix                                    # writes what can be fixed without a decision
whippet lint . --format sarif -o lint.sarif             # for code scanning; --format json for programs
\`\`\`

Detections of all three generations are checked by the rules of their own: those with \`confidence\` and \`observable\` under \`tags\` (to January
2025), those with a block \`rba\` (2025), and those with \`finding\` and \`intermediate_findings\` (2026). What an older generation was not held to is not
asked of it.

The searches of detections, baselines, investigations and drilldowns are compiled. In drilldowns and investigations a \`$token$\` may stand for anything.

## How bad it is
- **error**: the content is refused or does not do what it says: a search that does not compile, a name that nothing has, a part that its type
  must have, a \`$token$\` that no result fills. With any error the exit code is 1.
- **warning**: it works and may not do what was meant; or it cannot be checked, because it needs a command, lookup or macro of another product.
- **note**: worth knowing.

A detection that is experimental or deprecated is only warned where one in production has an error of its fields.

## To have it fixed
\`--fix\` writes what leaves nothing to decide, and tells the rest: words and keys that differ from the right one only in case or plural, texts
that need quotes, ATT&CK techniques that have a successor, a missing filter macro, lines of a quoted text that should be indented.
\`whippet fmt\` lays files out.

## To ignore something
A comment in the file names the code and the reason:

\`\`\`yaml
# whippet-ignore YML0303 the drilldowns are as they were published
drilldown_searches:
\`\`\`

Above the first key it speaks of the whole file, above a key or list item of all that belongs to it, behind a value of that value. Several codes
may be named. Without a reason it has no effect; that, and a comment that has nothing to ignore, is a warning (YML0601).

## In an editor
\`schemas/*.schema.json\` are JSON Schemas of all kinds of content. With the YAML language server:

\`\`\`json
{ "yaml.schemas": { "node_modules/whippet/schemas/detection-2.schema.json": "detections/**/*.yml" } }
\`\`\`

## Codes of content files
${codeTable(contentCodes)}

## Codes of searches
${codeTable(diagnosticCodes)}
`

function codeTable(codes: Readonly<Record<string, string>>): string {
  const rows = Object.entries(codes).map(
    ([code, meaning]) => `| ${code} | ${meaning.replaceAll('|', '\\|')} |`,
  )
  return ['| Code | Meaning |', '| --- | --- |', ...rows].join('\n')
}
