import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type SubmitEvent, useState } from "react"
import * as System from "../api/system.ts"
import { Button } from "../ui/Button.tsx"
import { Field } from "../ui/Field.tsx"
import { Problem } from "../ui/Problem.tsx"
import { words } from "../words/words.ts"
import { signedIn } from "./session.ts"
import styles from "./signIn.module.css"

/** In place of everything where the service wants a token. What was asked for comes after it. */
export const SignInScreen = () => {
  const client = useQueryClient()
  const [token, setToken] = useState("")
  const signIn = useMutation({
    mutationFn: () => System.signIn(token),
    onSuccess: () => {
      signedIn()
      client.resetQueries()
    }
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    signIn.mutate()
  }
  return (
    <main className={styles.screen}>
      <form className={styles.card} onSubmit={submit}>
        <h1>{words.signIn.title}</h1>
        <p className="soft">{words.signIn.hint}</p>
        <Field label={words.signIn.token}>
          <input
            type="password"
            autoComplete="current-password"
            required
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
        </Field>
        <Button kind="main" type="submit" disabled={signIn.isPending}>
          {words.signIn.button}
        </Button>
        {signIn.error === null ? null : <Problem error={signIn.error} />}
      </form>
    </main>
  )
}
