/** The oldest Node that the sources run on. */
const oldestNode = 24

/** Ends the program with a sentence where it runs on an older Node, as it would if pnpm could not install its own. */
export const assertNode = (): void => {
  if (Number(process.versions.node.split(".")[0]) < oldestNode) {
    process.stderr.write(
      `error: Jobgraph needs Node ${oldestNode} and runs on ${process.version}. It brings its own: start it with \`npx -y pnpm@12 runner\` in the project's folder.\n`
    )
    process.exit(2)
  }
}
