import { Component, lazy, Suspense, type ComponentType, type ReactNode } from "react"

/**
 * Loads a part of the dashboard when it is first shown, so that each page loads only what it contains. A part that
 * cannot be loaded, or that crashes, leaves the rest of the page intact.
 */
export function lazily<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>
): (props: P) => ReactNode {
  // React's types lose the props of a component that is not known yet.
  const Part = lazy(load) as unknown as ComponentType<P>
  return (props) => (
    <Boundary>
      <Suspense fallback={null}>
        <Part {...props} />
      </Suspense>
    </Boundary>
  )
}

class Boundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false }

  static getDerivedStateFromError() {
    return { isBroken: true }
  }

  override render() {
    return this.state.isBroken ? (
      <p role="alert">XPay: reload the page / ricarica la pagina</p>
    ) : (
      this.props.children
    )
  }
}
