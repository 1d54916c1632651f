import type { ReactNode, RefObject } from 'react'

interface ScrollRegionProps {
  readonly label: string
  readonly className: string
  readonly box?: RefObject<HTMLElement | null>
  readonly children: ReactNode
}

/** What can scroll must be reachable by keyboard, and have a name. */
export function ScrollRegion({ label, className, box, children }: ScrollRegionProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={className} ref={box ?? null} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
