/** A quoted value may hold anything but its own quote. */
const TAG = /<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>/y;

/**
 * Whose content stays as it was written: scripts and styles, what a form posts back (an option that has no value of its
 * own posts its words), what is copied to the letter (`samp`: a text as it was sent), the name of a tab.
 */
const KEPT = /^<(code|pre|samp|script|style|textarea|title|option(?![\s\S]*\svalue=))[\s>]/;

const NARROW = /(?<! ) +(?=[;!?])/g;
const WIDE =
  /(?<! ) +(?=[:»])|(?<=«) +|(?<=\d) +(?=(?:[€%]|°C|k?[gm]|min|h)(?![\p{L}\d]))|(?<=\d[ \u00a0]h) +(?=\d)/gu;

/** Most words of a page have no space that could change: what the two patterns look for begins so. */
const MAY_CHANGE = / [;!?:»]|[«\dh] /;

/** `before`: a figure that ends the words in front of a tag, for the unit that follows the tag. */
const spaced = (words: string, before: string): string => {
  const whole = before + words;
  if (!MAY_CHANGE.test(whole)) return words;
  return whole.replace(NARROW, '\u202f').replace(WIDE, '\u00a0').slice(before.length);
};

/** The place of `words` from here on, or the end of the page. */
const placeOf = (words: string, html: string, from: number): number => {
  const found = html.indexOf(words, from);
  return found < 0 ? html.length : found;
};

/** Where the tag at `open` ends, its content with it where that is kept; the end of the page where it never does. */
const endOfMarkup = (html: string, open: number): number => {
  if (html.startsWith('<!--', open)) return placeOf('-->', html, open);
  TAG.lastIndex = open;
  const tag = TAG.exec(html)?.[0];
  if (tag === undefined) return html.length;
  const kept = KEPT.exec(tag)?.[1];
  return kept === undefined ? open + tag.length : placeOf(`</${kept}`, html, open + tag.length);
};

/**
 * A whole page with the spaces of French where its words have plain ones (« Lexique des règles typographiques en usage à
 * l’Imprimerie nationale »): no line begins with a question mark, none ends on an open guillemet. Narrow (U+202F) before
 * ; ! ?, wide (U+00A0) before : and inside guillemets, wide between a figure and its unit. Only plain spaces between tags
 * change, no space is added, and the time it takes grows as the page does.
 */
export const typeset = (html: string): string => {
  let set = '';
  let before = '';
  let at = 0;
  while (at < html.length) {
    const open = placeOf('<', html, at);
    const words = html.slice(at, open);
    set += spaced(words, before);
    if (open === html.length) break;
    if (words !== '') before = /\d/.exec(words.slice(-1))?.[0] ?? '';
    at = endOfMarkup(html, open);
    set += html.slice(open, at);
  }
  return set;
};
