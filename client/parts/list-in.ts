/** The lines of a pasted text without their bullets and numbers; one line is no list. */
export const listIn = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*(?:[-*•–·]|\(?(?:\d{1,2}|[A-Za-z])[.)])\s+/, '').trim())
    .filter((line) => line !== '')
    .map((line) => line.slice(0, 120))
