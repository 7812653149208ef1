/** A list, and where its next page begins; null on the last. */
export interface Page<A> {
  readonly items: ReadonlyArray<A>
  readonly next: string | null
}
