/** Does the key match, `*` standing for any characters? Each part is searched for once, from left to right. */
export const isMatch = (pattern: string, key: string): boolean => {
  const [first = "", ...rest] = pattern.split("*")
  const last = rest.pop() ?? ""
  let at = first.length
  for (const part of rest) {
    const found = key.indexOf(part, at)
    if (found === -1) {
      return false
    }
    at = found + part.length
  }
  return key.startsWith(first) && key.endsWith(last) && at + last.length <= key.length
}
