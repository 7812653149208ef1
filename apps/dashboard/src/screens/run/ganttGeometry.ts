const [width, nameWidth, labelWidth] = [1_000, 200, 80]

/** Measures of the picture, in its own units; it is drawn as wide as there is room. */
export const geometry = {
  width,
  nameWidth,
  /** What bars have between their names and the figures behind them. */
  barWidth: width - nameWidth - labelWidth,
  rowHeight: 24,
  /** The room of the axis. */
  top: 24
} as const
