import { LogOut } from "lucide-react"
import * as System from "../api/system.ts"
import { Button } from "../ui/Button.tsx"
import { words } from "../words/words.ts"
import { signedOut, useSession } from "./session.ts"

/** Drops the cookie of this browser, where there is one. */
export const SignOutButton = () =>
  useSession().hasSignedIn ? (
    <Button
      kind="plain"
      aria-label={words.signIn.out}
      title={words.signIn.out}
      onClick={() => System.signOut().then(signedOut)}
    >
      <LogOut size={16} aria-hidden />
    </Button>
  ) : null
