/** A place in parts; null where the text and its context do not say. */
export interface StandardLocation {
  /** The town by its official name, or a well-known place that is none ("La Défense"). */
  readonly city: string | null
  /** A part of the town: `"8e arrondissement"`, `"Klettenberg"`. */
  readonly district: string | null
  /** Second level below the country: French department, German Kreis, US county. */
  readonly department: string | null
  /** First level below the country: French region, German Land, US state. */
  readonly region: string | null
  /** ISO 3166-1 alpha-2, upper case. French overseas places are `FR`. */
  readonly country: string | null
  /** The location itself says that the work is done from anywhere; a share of the week does not count. */
  readonly remote: boolean
}

/** What is known of an ad's place besides the text. */
export interface LocationContext {
  /** From general to specific: `["France", "Ile-de-France", "Paris"]`. */
  readonly area?: ReadonlyArray<string>
  /** The market the ad is from, ISO 3166-1 alpha-2 in either case. */
  readonly country?: string
}

/** A place of which nothing is known. */
export const nowhere: StandardLocation = {
  city: null,
  district: null,
  department: null,
  region: null,
  country: null,
  remote: false
}
