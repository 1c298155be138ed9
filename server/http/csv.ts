/** A cell: text that people wrote, or a number of ours. */
export type Cell = string | number | null

/**
 * A line of RFC 4180. A text that a spreadsheet would run as a formula gets an apostrophe before it,
 * which spreadsheets do not show; the wide forms count too, which some take for the same. Cells with
 * the separators of other countries are quoted.
 */
export const csvLine = (cells: readonly Cell[]): string =>
  `${cells.map((cell) => (typeof cell === 'string' ? quoted(cell) : (cell ?? ''))).join(',')}\r\n`

function quoted(text: string): string {
  const harmless = /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
