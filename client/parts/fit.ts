import type { Attachment } from 'svelte/attachments'

/** A way to set the words: the style sheet knows the layout's name, `type` becomes `--type`. */
export interface Setting {
  layout: string
  type: number
}

/**
 * Sets the type as large as it fits: takes the first of the settings with which nothing sticks out
 * of the box. Every try costs a layout, so it runs when the words or the box change and never for a
 * number that moved.
 */
export const fit =
  (settings: readonly Setting[]): Attachment<HTMLElement> =>
  (box) => {
    const sticksOut = () =>
      box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1
    const settle = () => {
      for (const { layout, type } of settings) {
        box.dataset.layout = layout
        box.style.setProperty('--type', String(type))
        if (!sticksOut()) return
      }
    }
    settle()
    const observer = new ResizeObserver(settle)
    observer.observe(box)
    // Parts of what is inside may come later. In a frame of its own: setting the type moves them.
    let frame = 0
    const inside = new ResizeObserver(() => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => sticksOut() && settle())
    })
    for (const part of box.children) inside.observe(part)
    return () => {
      observer.disconnect()
      inside.disconnect()
      cancelAnimationFrame(frame)
    }
  }
