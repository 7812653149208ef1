/**
 * What of an ad is counted, as one text.
 *
 * @module
 */

interface AdWords {
  readonly job_title: string
  readonly job_description: string | null
}

/** The title is a sentence of its own. */
const separator = ". "

export const adText = ({ job_description, job_title }: AdWords): string =>
  `${job_title}${separator}${job_description ?? ""}`

/** Where the description begins in it. */
export const descriptionStart = ({ job_title }: Pick<AdWords, "job_title">): number =>
  job_title.length + separator.length
