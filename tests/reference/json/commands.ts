/**
 * The schema of what each command prints with `--json`, its fields described, for docs/reference/json.md.
 *
 * @module
 */
export { documents } from "@jobgraph/runner/json/commands"
