/**
 * The HTTP API as a value: every endpoint with its schemas, and no server code.
 *
 * The service implements it, the OpenAPI document is made from it, and a client
 * takes its types from it.
 *
 * @module
 */
import { HttpApi, OpenApi } from "effect/http-api"
import { Access } from "./Access.ts"
import { assets } from "./Assets.ts"
import { batches, stats } from "./Batches.ts"
import { insights } from "./Insights.ts"
import { jobs } from "./Jobs.ts"
import { live } from "./Live.ts"
import { models } from "./Models.ts"
import { runs } from "./Runs.ts"
import { airflow, alerts, backfills, schedules } from "./Schedules.ts"
import { system } from "./System.ts"
import { withSecurity } from "./security.ts"

export class Api extends HttpApi.make("jobgraph")
  .add(system, assets, runs, live, schedules, backfills, alerts, batches, stats, jobs, insights, models, airflow)
  .prefix("/api/v1")
  .middleware(Access)
  .annotateMerge(
    OpenApi.annotations({
      title: "Jobgraph",
      version: "1",
      description:
        "Assets, plans, runs, schedules and job ads of one Jobgraph. Reading needs no token on loopback; on any other address every request needs `Authorization: Bearer <RUNNER_API_TOKEN>`.",
      license: { name: "MIT" },
      transform: withSecurity
    })
  ) {}
