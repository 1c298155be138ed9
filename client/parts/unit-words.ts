/** A unit by its name: what it is called, and which one of those it is. */
export interface UnitName {
  key: string
  number: number
}

export const ordinal = (n: number): string =>
  `${n}${n % 100 > 3 && n % 100 < 21 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** `1st half`, `Extra time 1`, `Shoot-out`, `Set 3`. */
export function unitWords({ key, number }: UnitName): string {
  switch (key) {
    case 'shootout':
      return 'Shoot-out'
    case 'extra':
      return `Extra time ${number}`
    case 'regular':
      return 'Regular time'
    case 'overtime':
      return number === 1 ? 'Overtime' : `Overtime ${number}`
    case 'half':
    case 'quarter':
    case 'period':
    case 'inning':
      return `${ordinal(number)} ${key}`
    default:
      return `${capital(key.replaceAll('-', ' '))} ${number}`
  }
}

/** As it stands over a column or beside a time: `Q2`, `OT`, `ET1`. */
export function unitShort({ key, number }: UnitName): string {
  switch (key) {
    case 'shootout':
      return 'SO'
    case 'overtime':
      return number === 1 ? 'OT' : `${number}OT`
    case 'regular':
      return 'RT'
    case 'extra':
      return `ET${number}`
    case 'inning':
      return String(number)
    case 'extra-inning':
      return `X${number}`
    default:
      return `${key.charAt(0).toUpperCase()}${number}`
  }
}
