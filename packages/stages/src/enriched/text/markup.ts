/**
 * Removing HTML from text that may be cut, damaged, or no HTML at all.
 *
 * @module
 */

/** Elements of HTML, old ones included. Only these are tags, so that `List<String>` and `a < b` stay text. */
const elements = new Set(
  (
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button " +
    "canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed " +
    "fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe " +
    "img input ins kbd label legend li link main map mark marquee menu meta meter nav nobr noframes noscript object ol " +
    "optgroup option output p param picture pre progress q rp rt ruby s samp script section select slot small source " +
    "span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track " +
    "tt u ul var video wbr"
  ).split(" ")
)

/** Sticky: a tag's name, what follows it up to the next bracket, and the closing bracket where there is one. */
const tag = /<(\/?)([a-z][a-z0-9]*(?:[:-][a-z0-9]+)*)([^<>]*)(>?)/iy
/** Sticky: `<!DOCTYPE html>`, `<![CDATA[`, `<?xml … ?>`. */
const declaration = /<[!?][^<>]*>?/y
/** What may follow a tag's name before the text ends: nothing, a slash, attributes; then the ellipsis of a snippet. */
const cutRest = /^\s*\/?\s*(?:[a-z][\w:-]*\s*=.*|(?:…|\.\.\.)?\s*)$/is
const ellipsis = /(?:…|\.\.\.)\s*$/

/**
 * The text with every tag, comment, script and style sheet replaced by a space.
 *
 * A tag that is cut by the end of the text goes too. Anything else in angle
 * brackets stays. Linear in the length of the text.
 */
export const withoutMarkup = (html: string): string => {
  const parts: Array<string> = []
  const closing = closings(html)
  let kept = 0
  for (let at = html.indexOf("<"); at !== -1; at = html.indexOf("<", Math.max(kept, at + 1))) {
    const end = markupEnd(html, at, closing)
    if (end > at) {
      parts.push(html.slice(kept, at), " ")
      kept = end
    }
  }
  parts.push(html.slice(kept))
  return parts.join("")
}

/** Where the markup that begins at `at` ends; `at` itself if there is none. */
const markupEnd = (html: string, at: number, closing: ReturnType<typeof closings>): number => {
  if (html.startsWith("<!--", at)) {
    return closing("-->", at + 4) ?? at + 4
  }
  declaration.lastIndex = at
  const declared = declaration.exec(html)
  if (declared !== null) {
    return at + declared[0].length
  }
  tag.lastIndex = at
  const [whole = "", slash = "", name = "", rest = "", close = ""] = tag.exec(html) ?? []
  const end = at + whole.length
  const isAtEnd = end === html.length
  if (whole === "") {
    // A lone bracket that the end of the text left behind.
    return /^<\/?\s*$/.test(html.slice(at, at + 3)) ? html.length : at
  }
  const element = name.toLowerCase()
  if (close === ">") {
    const isElement = (elements.has(element) && /^(?:[\s/"']|$)/.test(rest)) || /[:-]/.test(element)
    const isHidden = (element === "script" || element === "style") && slash === ""
    return isElement ? (isHidden ? (closing(`</${element}`, end) ?? end) : end) : at
  }
  if (isAtEnd) {
    const isElement = elements.has(element) || (/^\s*(?:…|\.\.\.)?\s*$/.test(rest) && isPrefixOfElement(element))
    return isElement && cutRest.test(rest) ? end - (ellipsis.exec(rest)?.[0].length ?? 0) : at
  }
  // Another tag begins before this one is closed: `<br<br>`.
  return elements.has(element) && rest.trim() === "" ? end : at
}

const isPrefixOfElement = (name: string): boolean => elements.values().some((element) => element.startsWith(name))

/** Finds the ends of comments and scripts; what is not found once is not searched for again. */
const closings = (html: string) => {
  let lower: string | undefined
  const absent = new Set<string>()
  return (closing: string, from: number): number | null => {
    // Only ASCII: some other letters change their length with their case.
    lower ??= html.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
    const at = absent.has(closing) ? -1 : lower.indexOf(closing, from)
    if (at === -1) {
      absent.add(closing)
      return null
    }
    return at + (closing === "-->" ? closing.length : 0)
  }
}
