/**
 * A program that makes the files of a new database, and ends: `node createFiles.ts FOLDER`.
 *
 * @module
 */
import { PGlite } from "@electric-sql/pglite"

const pglite = await PGlite.create({ dataDir: process.argv[2] ?? "" })
await pglite.close()
