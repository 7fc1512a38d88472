import { capital } from '../../../french/french.ts';
import { fold, tidy } from '../fold.ts';

const PARTICLES = new Set(['de', 'd']);

const isOneCase = (text: string): boolean =>
  text === text.toLocaleUpperCase('fr') || text === text.toLocaleLowerCase('fr');

/**
 * A name's case mended when it was typed all in one case: « DUPONT » → Dupont, « jean-pierre » → Jean-Pierre,
 * « DE LA TOUR » → de La Tour, « D'ALMEIDA » → d’Almeida, « O'NEILL » → O’Neill. A name in mixed case was
 * typed with care and is left alone (McGregor). Lost accents are not put back: nobody told us which.
 */
export const mendName = (cell: string): string => {
  const text = tidy(cell).slice(0, 120).replace(/['´`]/g, '’');
  if (!isOneCase(text)) return text;
  return text
    .toLocaleLowerCase('fr')
    .split(/([ \-’])/)
    .map((part, at, parts) =>
      PARTICLES.has(part) && at < parts.length - 1 && (part !== 'd' || parts[at + 1] === '’')
        ? part
        : capital(part),
    )
    .join('');
};

/** « DUPONT née MARTIN », « MARTIN épouse DUPONT », « DUPONT (MARTIN) »: the name used and the name of birth. */
export const splitMaidenName = (
  cell: string,
): { readonly familyName: string; readonly birthName: string | undefined } => {
  const text = tidy(cell).slice(0, 160);
  const born = /^(.+?)[ (,]+(?:n[ée]{1,2}|née?\(e\)) +([^)]+)\)?$/i.exec(text);
  if (born?.[1] && born[2]) return { familyName: mendName(born[1]), birthName: mendName(born[2]) };
  const married = /^(.+?)[ (,]+(?:[ée]pouse|[ée]p\.?|[ée]pse|veuve|vve) +([^)]+)\)?$/i.exec(text);
  if (married?.[1] && married[2])
    return { familyName: mendName(married[2]), birthName: mendName(married[1]) };
  return { familyName: mendName(text), birthName: undefined };
};

export type Civility = 'madam' | 'sir';

const CIVILITIES: ReadonlyMap<string, Civility> = new Map([
  ...['mme', 'madame', 'mlle', 'mademoiselle', 'f', 'femme', 'feminin', 'melle'].map(
    (w) => [w, 'madam'] as const,
  ),
  ...['m', 'mr', 'monsieur', 'h', 'homme', 'masculin', 'mons'].map((w) => [w, 'sir'] as const),
]);
export const readCivility = (cell: string): Civility | undefined => CIVILITIES.get(fold(cell));

export type FullNameRead = {
  readonly civility: Civility | undefined;
  readonly familyName: string;
  readonly givenName: string;
  /** The order was assumed (family name first), because the case of the letters did not tell it. */
  readonly isOrderAssumed: boolean;
};

const isShouted = (word: string): boolean => /\p{Lu}{2}/u.test(word) && word === word.toLocaleUpperCase('fr');

/**
 * One column for both names. Told by the comma (« Dupont, Jean »), else by the capitals (« Jean DUPONT »),
 * else the first word is taken as the family name, as in a list sorted by name, and that is said.
 */
export const splitFullName = (cell: string): FullNameRead => {
  const list = tidy(cell)
    .slice(0, 160)
    .split(' ')
    .filter((word) => word !== '');
  const civility = list.length > 1 ? readCivility(list[0] ?? '') : undefined;
  const rest = civility ? list.slice(1) : list;
  const told = (
    family: readonly string[],
    given: readonly string[],
    isOrderAssumed: boolean,
  ): FullNameRead => ({
    civility,
    familyName: mendName(family.join(' ')),
    givenName: mendName(given.join(' ')),
    isOrderAssumed,
  });
  const comma = rest.join(' ').split(',');
  if (comma.length === 2 && comma[0] && comma[1]) return told([tidy(comma[0])], [tidy(comma[1])], false);
  const shouted = rest.filter(isShouted);
  if (shouted.length > 0 && shouted.length < rest.length) {
    return told(
      shouted,
      rest.filter((word) => !isShouted(word)),
      false,
    );
  }
  return told(rest.slice(0, 1), rest.slice(1), rest.length > 1);
};
