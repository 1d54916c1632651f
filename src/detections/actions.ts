import type { DeploymentContent, FindingAction } from './deployment.ts'
import type { Detection } from './detection.ts'

/** What follows from the rows of a detection. */
export interface Actions {
  /** Each row puts events into the index `risk`. */
  readonly risk: boolean
  /** What an analyst is told; `null` for nothing. */
  readonly finding: FindingAction | null
}

const aboutItself: FindingAction = { title: '%name%', description: '%description%', fields: [] }

/** Without a deployment: those of splunk/security_content, `deployments/`. */
const byType: Readonly<Record<string, Actions>> = {
  TTP: { risk: true, finding: aboutItself },
  Anomaly: { risk: true, finding: null },
  Correlation: { risk: false, finding: aboutItself },
}
const none: Actions = { risk: false, finding: null }

/**
 * The actions of a detection: of its own deployment, else that of its type, else what the type means. Titles of correlation searches
 * begin with `RBA:`, generation 3 brings a title of its own. Source: splunk/contentctl, `savedsearches_detections.j2`.
 */
export function actionsOf(
  detection: Detection,
  deployments: readonly DeploymentContent[] = [],
): Actions {
  const { type, findingTitle } = detection
  const deployed = detection.deployment ?? deployments.findLast((each) => each.type === type)
  const says = deployed && (deployed.finding !== null || deployed.risk !== null)
  const actions = says
    ? { risk: deployed.risk ?? false, finding: deployed.finding }
    : (byType[type] ?? none)
  if (actions.finding === null) return actions
  const own = findingTitle?.text ?? (actions.finding.title || aboutItself.title)
  const title = type === 'Correlation' && findingTitle === null ? `RBA: ${own}` : own
  return { ...actions, finding: { ...actions.finding, title } }
}
