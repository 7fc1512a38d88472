import type { TravelMode } from '../../../geo/travel.ts';
import { fold, words } from '../fold.ts';

const YES = new Set([
  'oui',
  'o',
  'x',
  '1',
  'vrai',
  'true',
  'yes',
  'y',
  'ok',
  'signe',
  'signee',
  'accord',
  'accepte',
  'd accord',
  'donne',
]);
const NO = new Set([
  'non',
  'n',
  '0',
  'faux',
  'false',
  'no',
  'refus',
  'refuse',
  'pas d accord',
  'opposition',
  's oppose',
]);

/** A cross, « oui », « O », 1, ✓; « non », « N », 0. Anything else, and nothing, is unknown: not a no. */
export const readYesNo = (cell: string): boolean | undefined => {
  if (/^[✓✔☑☒✗✘]$/u.test(cell.trim())) return /[✓✔☑]/u.test(cell);
  const folded = fold(cell);
  return YES.has(folded) ? true : NO.has(folded) ? false : undefined;
};

const LANGUAGES: ReadonlyMap<string, string> = new Map([
  ...(['francais', 'fr'] as const).map((w) => [w, 'fr'] as const),
  ...(['arabe', 'algerien', 'marocain', 'tunisien', 'darija'] as const).map((w) => [w, 'ar'] as const),
  ...(['anglais', 'english'] as const).map((w) => [w, 'en'] as const),
  ...(['espagnol', 'castillan'] as const).map((w) => [w, 'es'] as const),
  ...(['portugais'] as const).map((w) => [w, 'pt'] as const),
  ...(['italien'] as const).map((w) => [w, 'it'] as const),
  ...(['allemand', 'alsacien'] as const).map((w) => [w, 'de'] as const),
  ...(['turc'] as const).map((w) => [w, 'tr'] as const),
  ...(['polonais'] as const).map((w) => [w, 'pl'] as const),
  ...(['russe'] as const).map((w) => [w, 'ru'] as const),
  ...(['ukrainien'] as const).map((w) => [w, 'uk'] as const),
  ...(['vietnamien'] as const).map((w) => [w, 'vi'] as const),
  ...(['chinois', 'mandarin'] as const).map((w) => [w, 'zh'] as const),
  ...(['roumain'] as const).map((w) => [w, 'ro'] as const),
  ...(['albanais'] as const).map((w) => [w, 'sq'] as const),
]);
const LANGUAGE_FILLERS = new Set('et langue langues des de la un peu parle courant notions ou'.split(' '));

/** Languages named in French, as codes; words that are no language we know are given back. */
export const readLanguages = (
  cell: string,
): { readonly languages: readonly string[]; readonly unread: readonly string[] } => {
  const list = words(cell.slice(0, 300)).filter((word) => !LANGUAGE_FILLERS.has(word));
  const languages = [...new Set(list.flatMap((word) => LANGUAGES.get(word) ?? []))];
  return { languages, unread: list.filter((word) => !LANGUAGES.has(word)) };
};

/** How a volunteer moves; a yes under « voiture » or « permis » is a car. The farthest-reaching mode wins. */
export const readTravel = (cell: string): TravelMode | undefined => {
  const list = new Set(words(cell.slice(0, 200)));
  const has = (...names: readonly string[]) => names.some((name) => list.has(name));
  if (has('voiture', 'vehicule', 'auto', 'permis', 'conduit', 'moto', 'scooter') || readYesNo(cell) === true)
    return 'car';
  if (has('bus', 'tram', 'tramway', 'transports', 'transport', 'commun', 'ginko', 'tec')) return 'bus';
  if (has('velo', 'bicyclette', 'trottinette')) return 'bike';
  if (has('pied', 'pieds', 'marche', 'pieton') || readYesNo(cell) === false) return 'walk';
  return undefined;
};
