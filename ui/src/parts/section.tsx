import type { ReactNode } from 'react'

interface SectionProps {
  readonly title: string
  readonly id: string
  readonly action?: ReactNode
  readonly children: ReactNode
}

export function Section({ title, id, action, children }: SectionProps) {
  return (
    <section aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  )
}
