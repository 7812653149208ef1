/**
 * Ends the program with a sentence where it runs on an older Node than its sources can, as it would if pnpm could not
 * install its own. JavaScript, since such a Node does not read them.
 */
const oldestNode = 24

if (Number(process.versions.node.split(".")[0]) < oldestNode) {
  process.stderr.write(
    `error: Jobgraph needs Node ${oldestNode} and runs on ${process.version}. It brings its own: start it with \`npx -y pnpm@12 runner\` in the project's folder.\n`
  )
  process.exit(2)
}
