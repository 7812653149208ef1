/**
 * What is checked of a new model before it is published. All warn: an export should not wait for a model.
 *
 * @module
 */
import type { Check } from "@jobgraph/assets/Check"
import type { Metadata } from "@jobgraph/assets/Materialization"

/** More features gone than this share, and searches may answer otherwise than yesterday. */
const mostDrift = 0.2
/** Fewer features than this share of those before: something is missing. */
const leastFeatures = 0.5
/** More new ads without any feature than this share cannot be found by their words. */
const mostEmpty = 0.05

const figure = (metadata: Metadata | undefined, name: string): number => {
  const value = metadata?.[name]
  return typeof value === "number" ? value : 0
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** What to do where the ads are too few, or have no word in common. */
const cure =
  "they share no word that the limits allow. Search goes on with the model that it has, or finds nothing if it has none, until there are more ads, or with tfidf_model.minDf: 1 in settings.yaml"

/**
 * A model without features finds nothing; it is published, so that a first batch of a few ads can be exported, but does
 * not take the place of one that has some.
 */
const hasFeatures: Check<unknown> = {
  name: "has_features",
  severity: "warn",
  test: ({ metadata }) => ({
    passed: figure(metadata, "feature_count") > 0,
    message: `${metadata.feature_count} features from ${metadata.trained_on_jobs_count} ads${figure(metadata, "feature_count") > 0 ? "" : `: ${cure}`}`
  })
}

const featureCount: Check<unknown> = {
  name: "feature_count",
  severity: "warn",
  test: ({ metadata, previous }) => {
    const before = figure(previous?.metadata, "feature_count")
    const now = figure(metadata, "feature_count")
    return {
      passed: now >= leastFeatures * before,
      message: before === 0 ? `${now} features` : `${now} features, ${before} in the model before`
    }
  }
}

const vocabularyDrift: Check<unknown> = {
  name: "vocabulary_drift",
  severity: "warn",
  test: ({ metadata, previous }) => {
    const before = figure(previous?.metadata, "feature_count")
    const dropped = figure(metadata, "dropped_features")
    const share = before === 0 ? 0 : dropped / before
    return {
      passed: share <= mostDrift,
      message: `${percent(share)} of the features before are gone (${dropped} of ${before}), ${figure(metadata, "added_features")} are new`
    }
  }
}

const emptyRows: Check<unknown> = {
  name: "empty_rows",
  severity: "warn",
  test: ({ metadata }) => {
    const ads = figure(metadata, "examined_ads")
    const empty = figure(metadata, "empty_ads")
    return {
      passed: empty <= mostEmpty * ads,
      message: `${empty} of ${ads} new ads have no feature; ${percent(figure(metadata, "unknown_share"))} of their words are not features`
    }
  }
}

export const modelChecks = [hasFeatures, featureCount, vocabularyDrift, emptyRows]
