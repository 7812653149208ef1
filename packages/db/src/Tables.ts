/** The tables as they stand after the last migration. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the first migration
export interface Tables {}
