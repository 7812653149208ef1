import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2024",
    // Not Vite's own "assets": that is the address of a screen.
    assetsDir: "files",
    // The service's policy forbids inline data in styles and scripts; files also cache better.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false }
  },
  worker: { format: "es" },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } }
})
