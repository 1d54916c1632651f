import { Component, type ReactNode } from 'react'
import { Failed } from './states.tsx'

/** A page that breaks leaves the rest usable. React offers this to classes only. */
export class Boundary extends Component<
  { readonly children: ReactNode },
  { readonly error: Error | undefined }
> {
  override state: { readonly error: Error | undefined } = { error: undefined }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    return <Failed error={error} retry={() => this.setState({ error: undefined })} />
  }
}
