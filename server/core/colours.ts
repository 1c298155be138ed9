/**
 * Okabe and Ito's colours, which colour-blind people tell apart, in an order that keeps neighbours
 * far from each other. Their dark blue and black are left out: dark text on them cannot be read, and
 * text here is dark on colour. Paper takes the place of black on our dark ground.
 */
export const colours = ['#56B4E9', '#E69F00', '#009E73', '#F0E442', '#CC79A7', '#D55E00', '#DDE1E6']

/** The colour of an option by its place in the list; after the last comes the first. */
export const colourOf = (index: number): string => colours[index % colours.length]!
