/** One line for each route; what the bodies hold is told by the types in `api-types.ts`, whose names are the schemas' titles. */
const routes: readonly (readonly [
  method: string,
  path: string,
  summary: string,
  takes: string | null,
  gives: string | null,
])[] = [
  ['get', '/api/info', 'Version, content folders, limits', null, 'Info'],
  [
    'get',
    '/api/catalogue',
    'All detections, stories, data sources, macros and lookups',
    null,
    'CatalogueAnswer',
  ],
  [
    'get',
    '/api/analysis',
    'What the searches of all detections tell, by slug',
    null,
    'AnalysisAnswer',
  ],
  ['get', '/api/verdicts', 'What tests said when they last ran', null, 'VerdictsAnswer'],
  ['get', '/api/language', 'Commands and functions of SPL', null, 'LanguageAnswer'],
  ['get', '/api/attack', 'Tactics, techniques and groups of ATT&CK', null, 'AttackAnswer'],
  [
    'get',
    '/api/detections/{slug}',
    'A detection with its file, field flow and lint findings',
    null,
    'DetectionDetail',
  ],
  ['post', '/api/explain', 'How a search is understood', 'ExplainRequest', 'SearchDetail'],
  ['post', '/api/uploads', 'Sends log files (multipart/form-data)', null, 'Upload'],
  ['delete', '/api/uploads/{id}', 'Removes the files', null, null],
  ['post', '/api/jobs', 'Begins a hunt, a search or tests', 'JobRequest', 'JobStatus'],
  ['get', '/api/jobs/{id}', 'How far a job has come', null, 'JobStatus'],
  [
    'get',
    '/api/jobs/{id}/events',
    'The same whenever it changes, as server-sent events',
    null,
    'JobStatus',
  ],
  [
    'get',
    '/api/jobs/{id}/result',
    'What a finished job gave',
    null,
    'HuntReport, SearchResultAnswer or TestReport',
  ],
  [
    'get',
    '/api/jobs/{id}/export/{format}',
    'Findings of a hunt as a file: json, csv, sarif or navigator',
    null,
    'HuntReport, or the format of the file',
  ],
  ['delete', '/api/jobs/{id}', 'Ends a job, and forgets it', null, null],
]

/** The description of the API in OpenAPI 3.1. */
export function apiDocument(version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const [method, path, summary, takes, gives] of routes) {
    paths[path] ??= {}
    paths[path][method] = {
      summary,
      parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      ...(takes !== null && { requestBody: { content: jsonOf(takes) } }),
      responses: {
        ...(gives === null
          ? { 204: { description: 'done' } }
          : { 200: { description: gives, content: jsonOf(gives) } }),
        default: { description: 'ErrorAnswer', content: jsonOf('ErrorAnswer') },
      },
    }
  }
  return { openapi: '3.1.0', info: { title: 'Whippet', version }, paths }
}

const jsonOf = (title: string) => ({ 'application/json': { schema: { type: 'object', title } } })
