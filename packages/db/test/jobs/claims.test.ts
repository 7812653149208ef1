import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { claimColumns } from "../../src/jobs/JobRow.ts"
import { onEach } from "../databases.ts"
import { query } from "./fixtures.ts"

onEach("what is kept of a row", (it) => {
  it.effect.each(["jobs", "job_shadow", "job_history"])("has its columns and types in %s", (table) =>
    Effect.gen(function* () {
      const columns = (of: string) =>
        query<{ name: string; type: string }>(`
          select column_name as name, data_type as type from information_schema.columns
          where table_name = '${of}' and table_schema in ('public', 'runner')
            and column_name not in ('skills', 'claimed', 'replaced_by')
          order by 1`)
      const found = yield* columns(table)
      assert.deepStrictEqual(found, yield* columns("jobs"))
      assert.deepStrictEqual(found.map(({ name }) => name).sort(), [...claimColumns].sort())
    })
  )
})
