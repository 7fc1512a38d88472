/** The text, its first letter a capital: the words of a list where they open a sentence or a cell. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** « 500 m », « 1,5 km »: a distance somebody chose, to the metre. */
export const frenchDistance = (metres: number): string =>
  metres < 1_000 ? `${metres} m` : `${(metres / 1_000).toString().replace('.', ',')} km`;
