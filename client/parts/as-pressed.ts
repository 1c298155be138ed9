/**
 * For a button that does what it said when the press of it began: news that comes between finger down
 * and finger up must not change what was meant.
 */
export const asPressed =
  <T>(offered: () => T | undefined, act: (meant: T) => void) =>
  (button: HTMLButtonElement): (() => void) => {
    const gone = new AbortController()
    const on = (names: string[], hear: () => void) => {
      for (const name of names) button.addEventListener(name, hear, { signal: gone.signal })
    }
    let held: { meant: T | undefined } | undefined
    const forget = () => (held = undefined)
    on(['pointerdown', 'keydown'], () => (held = { meant: offered() }))
    on(['pointercancel', 'blur'], forget)
    on(['click'], () => {
      const meant = held ? held.meant : offered()
      forget()
      if (meant !== undefined) act(meant)
    })
    return () => gone.abort()
  }
