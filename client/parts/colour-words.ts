/** What the colours that sides are offered are called: a code says nothing to who hears it. */
const names: Partial<Record<string, string>> = {
  '#56B4E9': 'Sky blue',
  '#E69F00': 'Orange',
  '#009E73': 'Green',
  '#F0E442': 'Yellow',
  '#CC79A7': 'Pink',
  '#D55E00': 'Vermilion',
  '#DDE1E6': 'Light grey',
  '#9C6CFC': 'Violet',
}

export const colourWords = (colour: string): string => names[colour] ?? colour
