import { useQueryClient } from "@tanstack/react-query"
import { Component, type ReactNode, Suspense } from "react"
import { Loading } from "../ui/Answer.tsx"
import { Problem } from "../ui/Problem.tsx"
import { useTitle } from "./useTitle.ts"

interface Props {
  /** Undefined where the screen names itself by what it shows. */
  readonly title?: string
  readonly children: ReactNode
}

/** The place of a screen: it has its name, and what breaks in it breaks no other. */
export const Screen = ({ title, children }: Props) => {
  useTitle(title)
  const client = useQueryClient()
  return (
    // What the screen had read may be what it broke on: it is read anew.
    <Boundary again={() => client.removeQueries({ type: "inactive" })}>
      <Suspense fallback={<Loading />}>{children}</Suspense>
    </Boundary>
  )
}

interface BoundaryProps {
  readonly again: () => void
  readonly children: ReactNode
}

interface BoundaryState {
  readonly thrown: { readonly error: unknown } | null
}

/** React catches what a screen throws in a class alone. */
class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { thrown: null }

  static readonly getDerivedStateFromError = (error: unknown) => ({ thrown: { error } })

  override render() {
    const { thrown } = this.state
    return thrown === null ? (
      this.props.children
    ) : (
      <Problem
        error={thrown.error}
        again={() => {
          this.props.again()
          this.setState({ thrown: null })
        }}
      />
    )
  }
}
