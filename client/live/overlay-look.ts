const places = ['tl', 'tr', 'bl', 'br', 'bottom'] as const

/** What a streamer's address says of how the overlay looks; what makes no sense is left out. */
interface OverlayLook {
  scale: number
  flip: boolean
  delayMs: number
  place: (typeof places)[number]
  background: string | null
}

export function overlayLook(search: string): OverlayLook {
  const asked = new URLSearchParams(search)
  const number = (name: string, otherwise: number, [least, most]: readonly [number, number]) => {
    const value = Number(asked.get(name) || otherwise)
    return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : otherwise
  }
  const background = asked.get('bg') ?? ''
  // A # would begin the fragment, so a colour may be written without it.
  const colour = /^([\da-f]{3}|[\da-f]{6})$/i.test(background) ? `#${background}` : background
  return {
    scale: number('scale', 1, [0.5, 4]),
    flip: asked.get('flip') === '1',
    delayMs: number('delay', 0, [0, 60]) * 1000,
    place: places.find((place) => place === asked.get('pos')) ?? 'tl',
    background: /^(#[\da-f]{3,8}|[a-z]+)$/i.test(colour) ? colour : null,
  }
}
