/** What can be done with runs, partitions and models, and what it would come to. */
export const actionWords = {
  names: {
    retry: "Retry",
    cancel: "Cancel",
    rollback: "Roll back",
    release: "Release",
    activate: "Activate",
    pin: "Pin",
    unpin: "Unpin",
    archive: "Archive"
  },
  really: {
    retry: "Retry this run?",
    cancel: "Cancel this run?",
    rollback: "Roll this run back?",
    release: "Release what is held?",
    activate: "Use this model?",
    pin: "Pin this model?",
    unpin: "Unpin this model?",
    archive: "Put this model away?"
  },
  fromStart: "All of it again, from what is current now",
  cascade: "With the later runs that have built on it",
  takenBack: (n: number) => `${n} ${n === 1 ? "version is" : "versions are"} taken back`,
  after: "current afterwards",
  nothingAfter: "nothing",
  unchangedBelow: "a later one stays current",
  held: "Held afterwards, until named or released",
  released: "Made again by whatever runs by itself",
  builtUpon: "Later runs have built on it",
  command: "The same by command"
} as const
