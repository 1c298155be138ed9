/** Any sign but controls, blanks, marks without a letter, and the two blank signs that are none of these. */
const visible = /[^\p{C}\p{Z}\p{M}\u2800\u3164]/u

/** Would somebody see anything of this text? */
export const isShown = (text: string): boolean => visible.test(text)
