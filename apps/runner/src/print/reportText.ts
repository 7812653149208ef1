import type { Metadata } from "@jobgraph/assets/Materialization"
import type { Step } from "@jobgraph/assets/Run"
import { validationReport, validationReportText } from "@jobgraph/stages/validated/ValidationReport"

/** The validation reports of the partitions that were validated in a run, in the specification's form. */
export const reportText = (steps: ReadonlyArray<Step>): ReadonlyArray<string> =>
  steps
    .filter(({ asset, status }) => asset === "validated" && status === "materialized")
    .map(({ metadata, partition }) => `Validation of ${partition}\n${reportOf(metadata)}`)

/** The report that a version of `validated` carries in its metadata. */
export const reportOf = (metadata: Metadata): string => validationReportText(validationReport(figuresOf(metadata)))

/** The numbers among the metadata. */
export const figuresOf = (metadata: Metadata): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(metadata).flatMap(([key, value]) => (typeof value === "number" ? [[key, value] as const] : []))
  )
