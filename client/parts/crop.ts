import type { Attachment } from 'svelte/attachments'

/**
 * Shows of a row of marks as many as there is room for, and in its last child how many more there
 * are. What is not shown can still be heard. `of` is what the marks are of: where that changes, it
 * looks again; for a time that runs it need not.
 */
export const crop =
  (_of: string): Attachment<HTMLElement> =>
  (row) => {
    const settle = () => {
      const marks = [...row.children]
      const more = marks.pop()
      if (!more) return
      for (const mark of marks) mark.classList.remove('hidden')
      more.textContent = ''
      delete row.dataset.cropped
      for (let left = marks.length - 1; left > 0 && sticksOut(row); left--) {
        marks[left]?.classList.add('hidden')
        more.textContent = `+${marks.length - left}`
        row.dataset.cropped = ''
      }
    }
    settle()
    const observer = new ResizeObserver(settle)
    observer.observe(row)
    return () => observer.disconnect()
  }

const sticksOut = (box: HTMLElement): boolean => box.scrollHeight > box.clientHeight + 1
