import { tick } from 'svelte'

const reachable = ':is(button, a, input, select, [tabindex]):not(:disabled, [aria-disabled="true"])'

/**
 * A button that goes away, or elsewhere, takes the focus along, and whoever has no mouse starts again
 * at the top of the page. So when this changes, what has come into its place gets the focus: in its
 * row, else in its list, and so on outwards. Called while a component is set up.
 */
export function keepFocus(changes: () => unknown): void {
  let drawn = false
  $effect.pre(() => {
    changes()
    if (drawn) void handOn(document.activeElement)
    drawn = true
  })
}

/** Called before the page is drawn anew. */
async function handOn(focused: Element | null): Promise<void> {
  if (!(focused instanceof HTMLElement)) return
  const way = wayTo(focused)
  await tick()
  if (document.activeElement !== document.body) return
  const heir = focused.isConnected ? focused : heirOn(way)
  heir?.focus({ preventScroll: true })
}

type Way = { parent: Element; place: number }[]

/** From the inside out. */
function wayTo(node: Element): Way {
  const parent = node.parentElement
  return parent ? [{ parent, place: [...parent.children].indexOf(node) }, ...wayTo(parent)] : []
}

function heirOn(way: Way): HTMLElement | null {
  for (const { parent, place } of way) {
    if (!parent.isConnected) continue
    const next = parent.children[Math.min(place, parent.children.length - 1)]
    const nearest = next?.matches(reachable) ? next : next?.querySelector(reachable)
    const heir = nearest ?? parent.querySelector(reachable)
    if (heir) return heir as HTMLElement
  }
  return null
}
