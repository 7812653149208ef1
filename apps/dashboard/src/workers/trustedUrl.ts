/** Trusted Types want a script's address from a policy. Each policy lets through one script of this page and nothing else. */
export const trustedUrl = (name: string, url: string): string | URL => {
  // The types of the DOM do not know Trusted Types yet; a browser without them takes the text itself.
  const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes
  return types?.createPolicy(`jobgraph-${name}`, { createScriptURL: () => url }).createScriptURL("") ?? url
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (text: string) => string }
  ): { createScriptURL(text: string): string }
}
