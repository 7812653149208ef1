import { QueryClient, QueryClientProvider } from "@tanstack/react-query"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { App } from "./App.tsx"
import { ApiProblem } from "./api/ApiProblem.ts"
import "./styles/tokens.css"
import "./styles/base.css"

const client = new QueryClient({
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
