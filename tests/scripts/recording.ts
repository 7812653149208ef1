/**
 * Writes `docs/terminal.md` anew.
 *
 * @module
 */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { record } from "../slow/recording.ts"
import { root } from "../structure/documents.ts"

writeFileSync(join(root, "docs/terminal.md"), await record())
