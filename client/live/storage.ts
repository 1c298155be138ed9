/** Storage may be refused or full; what is kept there only spares people something. */
export function remember(name: string, value: string, where: () => Storage = () => localStorage) {
  try {
    where().setItem(name, value)
  } catch {}
}

export function recall(name: string, where: () => Storage = () => localStorage): string | null {
  try {
    return where().getItem(name)
  } catch {
    return null
  }
}

export function forget(name: string): void {
  try {
    localStorage.removeItem(name)
  } catch {}
}

/** The names of all that is kept. */
export function kept(): string[] {
  try {
    return Object.keys(localStorage)
  } catch {
    return []
  }
}
