/** What each key does, in the order of the list that `?` shows. */
export const keyWords = {
  title: "Keys",
  letters: "Single keys",
  lettersHint: "Ctrl-K and Escape always work.",
  list: [
    ["/", "Search and commands, also Ctrl-K"],
    ["?", "This list"],
    ["g then a letter", "A screen: g graph, r runs, a assets, j jobs, h health, m models, i insights"],
    ["j k", "Next and previous row"],
    ["Enter", "Open"],
    ["Esc", "Out, one level"],
    ["[ ]", "Earlier and later run"],
    [", .", "Partition of the day before and after"],
    ["p", "The plan"],
    ["m", "Materialize"],
    ["r", "Retry"],
    ["x", "Cancel"],
    ["w", "Why it is so"],
    ["y", "Copy the command"],
    ["e", "Next error in the log"],
    ["f", "Follow the log"],
    ["t", "The table of a chart"],
    ["← → ↑ ↓", "In grids, from cell to cell; in a log, from line to line, once Enter has opened one"]
  ]
} as const

export const paletteWords = {
  title: "Search and commands",
  hint: "Assets, runs, ads, and every button of this screen",
  nothing: "Nothing has these words.",
  open: "Search",
  goTo: (screen: string) => `Go to ${screen}`,
  kinds: {
    button: "button",
    screen: "screen",
    asset: "asset",
    run: "run",
    job: "ad",
    command: "copy command",
    schedule: "schedule",
    model: "model"
  }
} as const
