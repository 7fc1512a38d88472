import { HALF_DAYS, type HalfDay } from '../../../time/civil.ts';
import { words } from '../fold.ts';

export type HalfDaysRead = {
  readonly halfDays: readonly HalfDay[];
  /** Words that were not understood: shown, never guessed. */
  readonly unread: readonly string[];
};

type Half = 'am' | 'pm' | 'both';
type Token =
  | { readonly is: 'days'; readonly days: readonly number[] }
  | { readonly is: 'half'; readonly half: Half }
  | { readonly is: 'to' | 'except' | 'break' }
  | { readonly is: 'unread'; readonly word: string };

const DAYS = [
  ['lun', 'lundi', 'lundis'],
  ['mar', 'mardi', 'mardis'],
  ['mer', 'mercredi', 'mercredis'],
  ['jeu', 'jeudi', 'jeudis'],
  ['ven', 'vendredi', 'vendredis'],
  ['sam', 'samedi', 'samedis'],
  ['dim', 'dimanche', 'dimanches'],
];
const WEEKDAYS = [0, 1, 2, 3, 4];
const MORNING = new Set(['matin', 'matins', 'matinee', 'matinees', 'am']);
const AFTERNOON = new Set(['aprem', 'apremidi', 'pm', 'apm', 'aprems']);
const WHOLE = new Set(['journee', 'journees', 'jour', 'jours']);
const FILLERS = new Set(
  'et le les ou de la l d du en dispo disponible disponibles chaque tous toutes toute semaine'.split(' '),
);

const tokenOf = (word: string, next: string | undefined): Token | undefined => {
  const day = DAYS.findIndex((names) => names.includes(word));
  if (day >= 0) return { is: 'days', days: [day] };
  if (word === 'weekend' || word === 'we' || (word === 'week' && next === 'end'))
    return { is: 'days', days: [5, 6] };
  if (MORNING.has(word)) return { is: 'half', half: 'am' };
  if (AFTERNOON.has(word) || (word === 'apres' && next === 'midi')) return { is: 'half', half: 'pm' };
  if (WHOLE.has(word)) return { is: 'half', half: 'both' };
  if (word === 'au' || word === 'a') return { is: 'to' };
  if (word === 'sauf' || word === 'pas' || word === 'hors') return { is: 'except' };
  return FILLERS.has(word) ? undefined : { is: 'unread', word };
};

const tokensOf = (cell: string): readonly Token[] =>
  cell
    .slice(0, 400)
    .split(/[;/\n]+/)
    .flatMap((part) => {
      const list = words(part);
      const tokens = list.flatMap((word, at): readonly Token[] => {
        const before = list[at - 1];
        if ((word === 'midi' && before === 'apres') || (word === 'end' && before === 'week')) return [];
        const token = tokenOf(word, list[at + 1]);
        return token ? [token] : [];
      });
      return [...tokens, { is: 'break' as const }];
    });

/**
 * Availability as volunteers write it: « lundi matin, jeudi après-midi »; « mardi et vendredi matin », where
 * a half said once holds for the days just before it; « du lundi au vendredi »; « tous les matins » (Monday
 * to Friday); « week-end »; « tous les jours sauf mercredi ». A day alone is both halves. What is not a
 * half-day (« le soir », « sur demande ») is given back unread.
 */
export const readHalfDays = (cell: string): HalfDaysRead => {
  const found = new Set<HalfDay>();
  const unread: string[] = [];
  let waiting: number[] = [];
  let last: readonly number[] = [];
  let filling = false;
  let taking = true;
  const assign = (days: readonly number[], half: Half) => {
    for (const halfDay of HALF_DAYS) {
      const ofDay = days.includes(Math.floor(HALF_DAYS.indexOf(halfDay) / 2));
      if (!ofDay || (half !== 'both' && !halfDay.endsWith(half))) continue;
      if (taking) found.add(halfDay);
      else found.delete(halfDay);
    }
    last = days;
    waiting = [];
  };
  const flush = () => {
    if (waiting.length > 0) assign(waiting, 'both');
  };
  for (const token of tokensOf(cell)) {
    if (token.is === 'days') {
      const from = waiting.at(-1);
      const to = token.days[0];
      if (filling && from !== undefined && to !== undefined) {
        for (let day = from + 1; day < to; day += 1) waiting.push(day);
      }
      filling = false;
      waiting.push(...token.days);
    } else if (token.is === 'half') {
      assign(waiting.length > 0 ? waiting : last.length > 0 ? last : WEEKDAYS, token.half);
    } else if (token.is === 'to') {
      filling = true;
    } else if (token.is === 'except') {
      flush();
      taking = false;
    } else if (token.is === 'unread') {
      unread.push(token.word);
    } else {
      flush();
      last = [];
    }
  }
  return { halfDays: HALF_DAYS.filter((halfDay) => found.has(halfDay)), unread };
};
