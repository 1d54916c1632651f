import type { StageExplanation } from '../../../src/planner/explain.ts'
import { Spl } from '../parts/spl.tsx'

interface FieldFlowProps {
  readonly stages: readonly StageExplanation[]
  readonly required: readonly string[] | null
}

/** What each pipe does to the fields. */
export function FieldFlow({ stages, required }: FieldFlowProps) {
  return (
    <>
      <p>
        {required === null
          ? 'Its text does not tell which fields it needs.'
          : `It needs of its events: ${required.join(', ') || 'nothing'}.`}
      </p>
      {stages.length === 0 ? (
        <p>The query does not run here, so that nothing can be said of its stages.</p>
      ) : (
        <ol className="stages">
          {stages.map((stage, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: stages of one search never change places
            <Stage key={index} stage={stage} />
          ))}
        </ol>
      )}
    </>
  )
}

function Stage({ stage }: { readonly stage: StageExplanation }) {
  const { text, kind, filter, needs, adds, removes, passes, addsUnknown, fields } = stage
  return (
    <li>
      <code className="stage-text">
        <Spl text={text} depth={8} />
      </code>
      <p className="row-facts">
        <span className="badge plain">{kind}</span>
        {filter && <span className="badge plain">runs where events are read</span>}
      </p>
      <dl className="flow">
        <Fields label="reads" names={needs === 'all' ? 'all fields' : needs} />
        <Fields label="adds" names={addsUnknown ? [...adds, '…'] : adds} sign="+" />
        <Fields
          label="removes"
          names={passes === 'none' && removes.length === 0 ? 'all other fields' : removes}
          sign="−"
        />
        {fields && <Fields label="leaves" names={fields} />}
      </dl>
    </li>
  )
}

interface FieldsProps {
  readonly label: string
  readonly names: readonly string[] | string
  readonly sign?: string
}

function Fields({ label, names, sign = '' }: FieldsProps) {
  if (names.length === 0) return null
  return (
    <div className={`flow-${label}`}>
      <dt>{label}</dt>
      <dd>
        {typeof names === 'string'
          ? names
          : names.map((name) => (
              <code key={name}>
                {sign}
                {name}
              </code>
            ))}
      </dd>
    </div>
  )
}
