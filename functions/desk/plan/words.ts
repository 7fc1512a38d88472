import type { Totals } from '../../../shared/matching/week/plan.ts';
import type { Since } from '../../../shared/plans/since.ts';
import type { Plan } from '../../../shared/plans/week-plan.ts';
import { addDays, type CivilDay, dayOf, daysBetween } from '../../../shared/time/civil.ts';
import { frenchDate, frenchDay } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Act } from '../../../shared/town/act.ts';

export const NBSP = '\u00a0';
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n}${NBSP}${n > 1 ? many : one}`;

/** « du lundi 7 au dimanche 13 décembre » */
export const weekWords = (monday: CivilDay): string => {
  const sunday = addDays(monday, 6);
  const from =
    monday.slice(5, 7) === sunday.slice(5, 7)
      ? frenchDay(monday).split(' ').slice(0, 2).join(' ')
      : frenchDay(monday);
  return `du ${from} au ${frenchDay(sunday)}`;
};
/** What whoever is chosen would do: a visit is at somebody's, a call is to somebody. */
export const toWhom = (act: Act, name: string): string =>
  act === 'call' ? `pour appeler ${name}` : `pour aller chez ${name}`;

/** « dans 2 semaines » */
export const farWords = (monday: CivilDay, now: Instant): string => {
  const days = daysBetween(dayOf(now), monday);
  if (days <= 0) return 'commencée';
  const weeks = Math.ceil(days / 7);
  return weeks === 1 ? 'la semaine prochaine' : `dans ${weeks}${NBSP}semaines`;
};

/** Seconds after which a page that waits for a calculation looks again. */
export const LOOK_AGAIN = 3;

export const weekPath = (monday: CivilDay, more: Readonly<Record<string, string>> = {}): string =>
  `/semaine?${new URLSearchParams({ semaine: monday, ...more })}`;
export const changePath = (id: string, query: Readonly<Record<string, string>>): string =>
  `/semaine/missions/${id}/changer?${new URLSearchParams(query)}`;
export const sheetPath = (
  path: string,
  monday: CivilDay,
  more: Readonly<Record<string, string>> = {},
): string => `/semaine/${path}?${new URLSearchParams({ semaine: monday, ...more })}`;

/** What the plan comes to, sentence by sentence. A mission for two is two places. */
export const coverageWords = (
  { wanted, found, usual, met, first, travelMinutes, atMaximum, beyondAdvice }: Totals,
  missions: number,
): readonly string[] => {
  if (wanted === 0) return ['Aucune mission n’est à pourvoir.'];
  const lacks = wanted - found;
  const what =
    wanted === missions
      ? `${counted(wanted, 'mission')} à pourvoir`
      : `${counted(wanted, 'place')} à pourvoir en ${counted(missions, 'mission')}`;
  const who = [
    ...(usual > 0 ? [`${usual} avec le visiteur habituel ou son second`] : []),
    ...(met > 0 ? [`${met} avec quelqu’un de déjà venu`] : []),
    ...(first > 0 ? [`${counted(first, 'première rencontre', 'premières rencontres')}`] : []),
  ];
  return [
    wanted === 1
      ? `Le plan ${found === 0 ? 'ne trouve personne' : 'trouve quelqu’un'} pour la mission à pourvoir.`
      : found === 0
        ? `Sur ${what}, le plan ne trouve personne.`
        : `Sur ${what}, le plan trouve quelqu’un pour ${found}${lacks > 0 ? ` ; il en reste ${lacks} sans personne` : ''}.`,
    ...(who.length > 0 ? [`${who.join(', ')}.`] : []),
    ...(found > 0
      ? [`Le trajet dure en moyenne ${Math.round(travelMinutes / found)}${NBSP}min à l’aller.`]
      : []),
    ...(atMaximum > 0
      ? [
          `${counted(atMaximum, 'bénévole serait à son maximum', 'bénévoles seraient à leur maximum')} de la semaine.`,
        ]
      : []),
    ...(beyondAdvice > 0
      ? [`${counted(beyondAdvice, 'choix va', 'choix vont')} au-delà de ce qui ménagerait la personne.`]
      : []),
  ];
};

export const MEETINGS_UNREAD =
  'À cette taille, les visites passées hors binôme ne sont pas relues : une « première rencontre » peut être avec quelqu’un de déjà venu.';

/** How good the plan is known to be. */
export const proofWords = ({
  isBest,
  cost,
  bound,
}: Pick<NonNullable<Plan['result']>, 'isBest' | 'cost' | 'bound'>): string =>
  isBest
    ? 'C’est prouvé : avec ces règles, aucun autre plan ne ferait mieux.'
    : `Avec ces règles, aucun autre plan ne ferait mieux de plus de l’équivalent de ${counted(Math.ceil(cost - bound), 'minute')} de trajet, toutes missions réunies.`;

/** « 3 changements depuis hier : … » */
export const changesWords = (changes: NonNullable<Plan['changes']>, now: Instant): string => {
  const days = daysBetween(dayOf(changes.since), dayOf(now));
  const since = days <= 1 ? 'hier' : `le ${frenchDate(dayOf(changes.since))}`;
  return changes.count === 0
    ? `Aucun changement depuis ${since}.`
    : `${counted(changes.count, 'changement')} depuis ${since} : ${changes.sentences.join(', ')}.`;
};

/** « Depuis ce calcul, 12 missions sont arrivées et 3 choix ne tiennent plus. » */
export const sinceWords = ({ came, left, gone }: Since): string => {
  const said = [
    ...(came.length > 0 ? [counted(came.length, 'mission est arrivée', 'missions sont arrivées')] : []),
    ...(left > 0 ? [counted(left, 'mission n’est plus à pourvoir', 'missions ne sont plus à pourvoir')] : []),
    ...(gone.length > 0 ? [counted(gone.length, 'choix ne tient plus', 'choix ne tiennent plus')] : []),
  ];
  return said.length > 0
    ? `Depuis ce calcul, ${new Intl.ListFormat('fr').format(said)}.`
    : 'Depuis ce calcul, des choix de la coordination ou le nombre de places ont changé.';
};
