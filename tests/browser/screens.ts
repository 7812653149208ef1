/** Every screen, by a name for its picture. */
export const screens = (runId: string): ReadonlyArray<readonly [name: string, path: string]> => [
  ["graph", "/graph"],
  ["graph-list", "/graph?view=list"],
  ["runs", "/runs"],
  ["runs-grid", "/runs?view=grid"],
  ["run", `/runs/${runId}`],
  ["assets", "/assets"],
  ["asset", "/assets/enriched"],
  ["asset-partitions", "/assets/enriched?tab=partitions"],
  ["asset-history", "/assets/enriched?tab=history"],
  ["asset-checks", "/assets/enriched?tab=checks"],
  ["asset-configuration", "/assets/enriched?tab=configuration"],
  ["asset-rows", "/assets/validated?tab=rows"],
  ["jobs", "/jobs"],
  ["health", "/health"],
  ["models", "/models"],
  ["insights", "/insights"],
  ["insights-tables", "/insights?skill=spark,dbt&bucket=week&pay=contract&tables=pay,places"]
]
