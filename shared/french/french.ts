/** The text, its first letter a capital: the words of a list where they open a sentence or a cell. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
