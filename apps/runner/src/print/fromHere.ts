/**
 * Paths as the person who asks sees them.
 *
 * @module
 */

/**
 * Writes paths below `folder` in a sentence without the folder; others, and parts of longer paths, are left.
 * Records keep whole paths, because the next command may be typed elsewhere.
 */
export const fromHere = (folder: string, text: string): string =>
  folder === "/"
    ? text
    : text
        .split(/(?<=[\s"(])/)
        .map((word) => (word.startsWith(`${folder}/`) ? word.slice(folder.length + 1) : word))
        .join("")
