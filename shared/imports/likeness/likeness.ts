import { fold } from '../reading/fold.ts';
import { addressKey } from '../reading/values/addresses.ts';

/** What tells people apart, made comparable: folded names, ISO birth day (or year alone), E.164, address key. */
export type Identity = {
  readonly family: string;
  readonly given: string;
  readonly birthName: string;
  readonly birth: string;
  readonly phones: readonly string[];
  readonly address: string;
};

export const identityOf = (person: {
  readonly lastName: string;
  readonly firstName: string;
  readonly birthName?: string | undefined;
  readonly birth?: string | undefined;
  readonly phones: readonly string[];
  readonly line: string;
}): Identity => ({
  family: fold(person.lastName),
  given: fold(person.firstName),
  birthName: fold(person.birthName ?? ''),
  birth: person.birth ?? '',
  phones: person.phones,
  address: addressKey(person.line),
});

/**
 * The text whose hash is a row's id: names and birth day, or, where no birth day is known, names with the
 * first phone, or the address. Two rows with one text are one person as far as the file can tell.
 */
export const identityText = (who: Identity): string =>
  [who.family, who.given, who.birth.length === 10 ? who.birth : (who.phones[0] ?? who.address)].join('|');

export type LikenessReason =
  | 'same-name'
  | 'close-name'
  | 'names-swapped'
  | 'birth-name'
  | 'same-birth'
  | 'close-birth'
  | 'other-birth'
  | 'same-phone'
  | 'same-address';

export type Likeness = { readonly score: number; readonly reasons: readonly LikenessReason[] };

/**
 * Points of likeness. A name alone never makes a duplicate (60 are needed): towns have several Jean Martin. A
 * name with one more thing does. Another birth day takes away more than a shared phone brings: father and
 * son. Weights are a design choice, tried on the fictional register (its repeated people are found, its
 * couples are not).
 */
const LIKENESS_POINTS: Readonly<Record<LikenessReason, number>> = {
  'same-name': 50,
  'close-name': 40,
  'names-swapped': 42,
  'birth-name': 40,
  'same-birth': 40,
  'close-birth': 15,
  'other-birth': -45,
  'same-phone': 25,
  'same-address': 20,
};
export const LIKELY_FROM = 60;

/** Nothing in the file tells them apart: the same name with the same birth day, or with phone and address. */
export const isSame = (reasons: readonly LikenessReason[]): boolean => {
  const has = (reason: LikenessReason) => reasons.includes(reason);
  if (!has('same-name') || has('close-birth') || has('other-birth')) return false;
  return has('same-birth') || (has('same-phone') && has('same-address'));
};

/** True when two words differ by one letter at most: one more, one less, one other, or two neighbours swapped. */
const isOneLetterApart = (a: string, b: string): boolean => {
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 4) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const left = a.length - start - end;
  const right = b.length - start - end;
  if (left <= 1 && right <= 1) return true;
  return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
};

/** « Marie » and « Marie-Claude », « M. » and « Marie »: the shorter begins the longer, word by word. */
const isShortForm = (a: string, b: string): boolean => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return short !== '' && (long.startsWith(`${short} `) || (short.length === 1 && long.startsWith(short)));
};
const closeGiven = (a: string, b: string): boolean => isOneLetterApart(a, b) || isShortForm(a, b);

type Names = Pick<Identity, 'family' | 'given' | 'birthName'>;

const isBorn = (a: Names, b: Names): boolean => a.birthName !== '' && a.birthName === b.family;

const nameReason = (a: Names, b: Names): LikenessReason | undefined => {
  if (a.family === b.family && a.given === b.given) return 'same-name';
  if (a.family === b.given && a.given === b.family) return 'names-swapped';
  if (a.given === b.given && a.given !== '' && (isBorn(a, b) || isBorn(b, a))) return 'birth-name';
  const isClose = isOneLetterApart(a.family, b.family) && closeGiven(a.given, b.given);
  return isClose || (a.family === b.family && (a.given === '' || b.given === '')) ? 'close-name' : undefined;
};

/** Whether two people are worth comparing further: otherwise their likeness is none. */
export const haveNamesInCommon = (a: Names, b: Names): boolean => nameReason(a, b) !== undefined;

const birthReason = (a: string, b: string): LikenessReason | undefined => {
  if (a === '' || b === '') return undefined;
  if (a.length === 4 || b.length === 4)
    return a.slice(0, 4) === b.slice(0, 4) ? 'close-birth' : 'other-birth';
  if (a === b) return 'same-birth';
  const swapped = `${a.slice(0, 5)}${a.slice(8)}-${a.slice(5, 7)}`;
  const differing = [...a].filter((digit, at) => digit !== b[at]).length;
  return swapped === b || differing === 1 ? 'close-birth' : 'other-birth';
};

/** How alike two people are, with every reason; zero as soon as the names have nothing in common. */
export const likeness = (a: Identity, b: Identity): Likeness => {
  const name = nameReason(a, b);
  if (name === undefined) return { score: 0, reasons: [] };
  const birth = birthReason(a.birth, b.birth);
  const reasons: LikenessReason[] = [
    name,
    ...(birth ? [birth] : []),
    ...(a.phones.some((phone) => b.phones.includes(phone)) ? (['same-phone'] as const) : []),
    ...(a.address !== '' && a.address === b.address ? (['same-address'] as const) : []),
  ];
  return { score: reasons.reduce((sum, reason) => sum + LIKENESS_POINTS[reason], 0), reasons };
};

const SENTENCES: Readonly<Record<LikenessReason, string>> = {
  'same-name': 'même nom et même prénom',
  'close-name': 'noms presque identiques',
  'names-swapped': 'nom et prénom inversés',
  'birth-name': 'nom de naissance de l’une, nom de l’autre',
  'same-birth': 'même date de naissance',
  'close-birth': 'dates de naissance très proches',
  'other-birth': 'dates de naissance différentes',
  'same-phone': 'même téléphone',
  'same-address': 'même adresse',
};
export const likenessSentence = (reasons: readonly LikenessReason[]): string =>
  reasons.map((reason) => SENTENCES[reason]).join(', ');
