/**
 * What a button does is what it said when the press of it began: news that comes between finger down
 * and finger up must not change what was meant.
 */
export function asPressed<T>(offered: () => T | undefined, act: (meant: T) => void) {
  let held: { meant: T | undefined } | undefined
  const begin = () => (held = { meant: offered() })
  const forget = () => (held = undefined)
  return {
    onpointerdown: begin,
    onkeydown: begin,
    onpointercancel: forget,
    onblur: forget,
    onclick() {
      const meant = held ? held.meant : offered()
      forget()
      if (meant !== undefined) act(meant)
    },
  }
}
