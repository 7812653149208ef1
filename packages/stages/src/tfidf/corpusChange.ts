/**
 * How a corpus changes when partitions come and go: which ads count now, and which no longer do.
 *
 * Equal to what `corpusOf` makes of all partitions, but asks only for the ads
 * of those that change, and for the partitions that such an ad is in. Pure.
 *
 * @module
 */

/** A partition of the corpus. */
export interface Member {
  readonly number: number
  readonly partition: string
}

/** A partition that comes or goes, with its ads in order. */
export interface ChangedMember extends Member {
  readonly jobIds: ReadonlyArray<string>
}

/** What becomes of an ad of a partition that stays. */
export interface AdChange {
  readonly jobId: string
  readonly isCounted: boolean
}

export interface CorpusChange {
  /** For each partition that comes: the places of ads that do not count. */
  readonly entering: ReadonlyMap<number, ReadonlyArray<number>>
  /** For partitions that stay: ads that count from now on, and that no longer do. */
  readonly staying: ReadonlyMap<number, ReadonlyArray<AdChange>>
}

export const corpusChange = ({
  entering,
  holdersOf,
  leaving
}: {
  readonly entering: ReadonlyArray<ChangedMember>
  readonly leaving: ReadonlyArray<ChangedMember>
  /** The partitions of the corpus as it was that hold an ad. */
  readonly holdersOf: (jobId: string) => ReadonlyArray<Member>
}): CorpusChange => {
  const gone = new Set(leaving.map(({ number }) => number))
  /** Of each ad that is touched, the newest of the partitions that come and hold it. */
  const newest = new Map<string, Member | undefined>()
  for (const { jobIds } of leaving) for (const id of jobIds) newest.set(id, undefined)
  for (const member of entering) for (const id of member.jobIds) newest.set(id, later(newest.get(id), member))

  // Becomes the owner of each in its turn: a second map of all ads would be as large.
  const owners = newest
  const staying = new Map<number, Array<AdChange>>()
  for (const [jobId, newcomer] of newest) {
    const holders = holdersOf(jobId)
    if (holders.length === 0) continue
    const before = holders.reduce(later, undefined)
    const stayed = holders.filter(({ number }) => !gone.has(number)).reduce(later, undefined)
    const owner = later(stayed, newcomer)
    owners.set(jobId, owner)
    if (owner?.number === before?.number) continue
    const note = (member: Member | undefined, isCounted: boolean) => {
      if (member === undefined || gone.has(member.number)) return
      const changes = staying.get(member.number) ?? []
      staying.set(member.number, changes)
      changes.push({ jobId, isCounted })
    }
    note(before, false)
    note(owner === newcomer ? undefined : owner, true)
  }
  return {
    entering: new Map(
      entering.map(({ jobIds, number }) => [
        number,
        jobIds.flatMap((id, place) => (owners.get(id)?.number === number ? [] : [place]))
      ])
    ),
    staying
  }
}

/** Of two partitions the newer one: the ad's latest version is there. */
const later = (a: Member | undefined, b: Member | undefined): Member | undefined =>
  a === undefined || (b !== undefined && b.partition >= a.partition) ? b : a
