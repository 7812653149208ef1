import { useQueryClient } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { type Connection, openLive } from "../api/live.ts"

/** Keeps the stream open while the page is, and says how it is. */
export const useConnection = (): Connection => {
  const client = useQueryClient()
  const [connection, setConnection] = useState<Connection>({ state: "connecting", heardAt: 0 })
  useEffect(() => openLive(client, setConnection), [client])
  return connection
}
