/** Letters that are one letter with an ornament to a reader, but not to Unicode. */
const ornaments: Readonly<Record<string, string>> = {
  œ: "oe",
  æ: "ae",
  ß: "ss",
  ø: "o",
  ł: "l",
  đ: "d",
  ı: "i"
}

/** A lower-case word without accents: `développeur` and `developpeur` are one term. Ligatures become letters. */
export const fold = (word: string): string =>
  /^[a-z0-9]*$/.test(word)
    ? word
    : word
        .normalize("NFKD")
        .replace(/[\u0300-\u036f\ufe0e\ufe0f]/g, "")
        .replace(/[œæßøłđı]/g, (letter) => ornaments[letter] ?? letter)
        .normalize("NFC")
        .toLowerCase()
