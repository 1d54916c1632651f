import type {
  Dashboard,
  DeprecationEntry,
  Playbook,
  RemovedContent,
  SupportSearch,
} from './content.ts'
import type { DeploymentContent } from './deployment.ts'
import { deprecationOf, loadDeployment, loadItem } from './load-item.ts'
import type { YamlMapping } from './yaml-file.ts'
import {
  mappingAt,
  mappingsAt,
  offsetOf,
  requiredTextAt,
  stringAt,
  stringsAt,
  textsAt,
} from './yaml-values.ts'

/** Each function gives `null` when something needed is missing, which is then reported. */
export function loadSupportSearch(root: YamlMapping): SupportSearch | null {
  const item = loadItem(root)
  const search = requiredTextAt(root, 'search')
  if (item === null || search === null) return null
  // What is of 2026 has no `tags`.
  const labels = mappingAt(root, 'tags') ?? root
  const deployment = mappingAt(root, 'deployment')
  return {
    ...item,
    type: stringAt(root, 'type'),
    search,
    howToImplement: stringAt(root, 'how_to_implement'),
    knownFalsePositives: stringAt(root, 'known_false_positives'),
    stories: textsAt(labels, 'analytic_story'),
    detections: textsAt(labels, 'detections'),
    products: stringsAt(labels, 'product'),
    securityDomain: stringAt(labels, 'security_domain'),
    requiredFields: stringsAt(labels, 'required_fields'),
    deployment: deployment && loadDeployment(deployment),
  }
}

export function loadDeploymentContent(root: YamlMapping): DeploymentContent | null {
  const item = loadItem(root)
  return item && { ...item, type: stringAt(root, 'type'), ...loadDeployment(root) }
}

export function loadDashboard(root: YamlMapping): Dashboard | null {
  const item = loadItem(root)
  const json = root.file.path.replaceAll('\\', '/').replace(/\.ya?ml$/i, '.json')
  return item && { ...item, theme: stringAt(root, 'theme'), json }
}

export function loadPlaybook(root: YamlMapping): Playbook | null {
  const item = loadItem(root)
  if (item === null) return null
  const labels = mappingAt(root, 'tags') ?? root
  return {
    ...item,
    type: stringAt(root, 'type'),
    playbook: stringAt(root, 'playbook'),
    apps: stringsAt(root, 'app_list'),
    howToImplement: stringAt(root, 'how_to_implement'),
    detections: textsAt(labels, 'detections'),
  }
}

export function loadRemoved(root: YamlMapping): RemovedContent | null {
  const item = loadItem(root)
  if (item === null) return null
  const deprecation = mappingAt(root, 'deprecation_info')
  return {
    ...item,
    type: stringAt(root, 'type'),
    deprecation: deprecation && deprecationOf(deprecation),
  }
}

/** Rows of a `deprecation_mapping` file, by the section that names their kind. */
export function loadDeprecations(root: YamlMapping): DeprecationEntry[] {
  return [...root.entries.keys()].flatMap((kind) =>
    mappingsAt(root, kind).flatMap((row) => {
      const content = requiredTextAt(row, 'content')?.text
      if (content === undefined) return []
      const place = row.file.placeAt(offsetOf(row, 'content'))
      return [{ ...deprecationOf(row), path: row.file.path, place, kind, content }]
    }),
  )
}
