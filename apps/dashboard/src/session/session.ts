import { useSyncExternalStore } from "react"

/**
 * Whether the service lets us in. Scripts cannot read its cookie: that it refused is all that the page knows, and that
 * somebody has signed in on this browser, so that there is something to sign out of.
 */
interface Session {
  readonly isRefused: boolean
  readonly hasSignedIn: boolean
}

const name = "signed-in"
let session: Session = { isRefused: false, hasSignedIn: localStorage.getItem(name) === "yes" }
const listeners = new Set<() => void>()

const become = (next: Session) => {
  session = next
  for (const listener of listeners) {
    listener()
  }
}

export const refused = () => become({ ...session, isRefused: true })

export const signedIn = () => {
  localStorage.setItem(name, "yes")
  become({ isRefused: false, hasSignedIn: true })
}

export const signedOut = () => {
  localStorage.removeItem(name)
  become({ isRefused: true, hasSignedIn: false })
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useSession = (): Session => useSyncExternalStore(subscribe, () => session)
