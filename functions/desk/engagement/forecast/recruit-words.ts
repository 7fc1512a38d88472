import type { Outdated } from '../../../../shared/engagement/forecast/question/question.ts';
import type { Counted, Recruits } from '../../../../shared/engagement/forecast/recruit.ts';
import { halfDaysOf } from '../../../../shared/engagement/forecast/recruit.ts';
import type { FromList } from '../../../../shared/engagement/forecast/waiting-list.ts';
import { languageName } from '../../../../shared/matching/score.ts';
import { addDays, type CivilDay, civilDay, type HalfDay } from '../../../../shared/time/civil.ts';
import { frenchDay, frenchHalfDay } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { plural } from '../movements/words.ts';

const SOME_MONDAY: CivilDay = civilDay('2026-11-30');
/** « mardi » */
export const weekdayName = (weekday: number): string =>
  frenchDay(addDays(SOME_MONDAY, weekday - 1)).split(' ')[0] ?? '';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** « le mardi », « le lundi matin et le jeudi » */
const freeWords = (free: readonly HalfDay[]): string => {
  const days = WEEKDAYS.flatMap((weekday) => {
    const mine = halfDaysOf(weekday).filter((half) => free.includes(half));
    if (mine.length === 2) return [`le ${weekdayName(weekday)}`];
    return mine.map((half) => `le ${frenchHalfDay(half)}`);
  });
  return days.length < 2 ? (days[0] ?? '') : `${days.slice(0, -1).join(', ')} et ${days.at(-1) ?? ''}`;
};

const TRAVELS: Readonly<Partial<Record<Recruits['travel'], string>>> = {
  bike: ', à vélo',
  bus: ', en bus',
  car: ', en voiture',
};

/** « Avec 3 bénévoles de plus à Planoise, libres le mardi, parlant portugais » */
export const recruitsWords = (town: Town, { count, sector, free, travel, language }: Recruits): string => {
  const place = town.sectors.find(({ code }) => code === sector)?.name ?? town.name;
  const when = free.length > 0 ? `, ${count > 1 ? 'libres' : 'libre'} ${freeWords(free)}` : '';
  return `Avec ${plural(count, 'bénévole', 'bénévoles')} de plus à ${place}${when}${TRAVELS[travel] ?? ''}${language ? `, parlant ${languageName(language)}` : ''}`;
};

const served = (people: number): string =>
  people > 0
    ? plural(people, 'personne en attente serait servie', 'personnes en attente seraient servies')
    : 'personne de plus ne serait servi';

const visits = (count: number): string => plural(count, 'visite', 'visites');

/** Why prices said something else than the week planned again. */
const apartWords = ({ estimated, exact }: Counted): string => {
  if (estimated === exact) return 'Les deux disent la même chose.';
  return estimated > exact
    ? 'Les prix regardent chaque visite à part : plusieurs attendaient la même personne, ou tombent trop près l’une de l’autre pour qu’une seule les fasse.'
    : 'En replanifiant toute la semaine, d’autres bénévoles se déplacent et libèrent de la place que les prix ne voyaient pas.';
};

export type Answer = {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly serves: boolean;
  /** Where a large week's answer is asked for, or asked for again; when one that is shown was counted, and what it is older than. */
  readonly askAt?: string;
  readonly countedAt?: Instant;
  readonly outdated?: Outdated;
};

/** After « Calculé lundi 23 novembre à 12 h » */
export const outdatedWords: Readonly<Record<Outdated, string>> = {
  plan: ', sur le plan d’avant : il a été refait depuis',
  week: ', avant que des missions, des bénévoles ou des choix de la semaine ne changent',
};

/** What more hands alone do not mend. */
const OTHERWISE =
  'Ce qui manque tient à autre chose qu’au nombre : une langue, un moment, la distance, un programme. La page de la semaine le dit pour chaque visite.';

export const exactAnswer = (town: Town, recruits: Recruits, found: Counted): Answer => ({
  title: `${recruitsWords(town, recruits)}, ${served(found.people)}.`,
  sentences: [
    found.exact > 0
      ? `Calcul exact, la semaine entière planifiée de nouveau : ${visits(found.exact)} de plus ${found.exact > 1 ? 'trouveraient' : 'trouverait'} quelqu’un, sur ${found.missing} sans personne.`
      : `Calcul exact, la semaine entière planifiée de nouveau : aucune visite de plus ne trouverait quelqu’un, sur ${found.missing} sans personne.`,
    `Estimation, aux prix du plan : ${visits(found.estimated)}. ${apartWords(found)}`,
    ...(found.exact > 0 || found.missing === 0 ? [] : [OTHERWISE]),
    ...found.also.map((sentence) => `${sentence}.`),
  ],
  serves: found.people > 0,
});

/** The question as an address of the page that answers. */
const askingPath = (
  { count, sector = '', free, travel, language = '' }: Recruits,
  monday: CivilDay,
): string => {
  const query = new URLSearchParams({
    semaine: monday,
    combien: String(count),
    secteur: sector,
    trajet: travel,
  });
  for (const half of free) query.append('libre', half);
  if (language) query.set('langue', language);
  return `/semaine/renforts?${query}`;
};

/**
 * Of a week too large to be planned again while a page waits: what was counted when it was asked for, or where to ask. The
 * page that answers takes the question as an address.
 */
export const laterAnswer = (
  town: Town,
  recruits: Recruits,
  monday: CivilDay,
  found: (Counted & { readonly at: Instant; readonly outdated: Outdated | undefined }) | undefined,
): Answer => {
  const askAt = askingPath(recruits, monday);
  if (found) {
    const { at: countedAt, outdated } = found;
    return {
      ...exactAnswer(town, recruits, found),
      countedAt,
      ...(outdated ? { outdated, askAt } : {}),
    };
  }
  return {
    title: `${recruitsWords(town, recruits)}.`,
    sentences: [
      'Cette semaine est trop grande pour être planifiée de nouveau pendant que vous attendez : le calcul se demande, et sa réponse est gardée.',
    ],
    serves: false,
    askAt,
  };
};

export const listAnswer = (town: Town, recruits: Recruits, found: FromList): Answer => ({
  title: `${recruitsWords(town, recruits)}, ${served(found.people)}.`,
  sentences: [
    `D’après la liste d’attente : ${plural(found.services, 'accompagnement', 'accompagnements')} sur ${found.waiting} sans bénévole attitré. Ni le trajet, ni le repos, ni ce que pourraient prendre les bénévoles présents n’y sont comptés : c’est un ordre de grandeur.`,
  ],
  serves: found.people > 0,
});
