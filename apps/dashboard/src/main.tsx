import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { App } from "./App.tsx"
import { ApiProblem } from "./api/ApiProblem.ts"
import { refused } from "./session/session.ts"
import "./styles/tokens.css"
import "./styles/base.css"

/** The service wants a token, whatever was asked. */
const onError = (error: unknown) => {
  if (error instanceof ApiProblem && error.status === 401) {
    refused()
  }
}

const client = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      // The stream says what is old; asking again by the clock would only add load.
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => error instanceof ApiProblem && error.kind === "transient" && failures < 2
    }
  }
})

// The page was built anew since it was opened, and the parts that it would load now are gone.
window.addEventListener("vite:preloadError", () => location.reload())

const place = document.getElementById("page")
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </StrictMode>
  )
}
