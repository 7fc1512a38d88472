import { capital } from '../../french/french.ts';
import { regularTies } from '../../services/service.ts';
import { addDays, type CivilDay, dayOf } from '../../time/civil.ts';
import { frenchDate } from '../../time/french.ts';
import { MOST_UNANSWERED } from '../../volunteers/check-ins/check-in.ts';
import { datesOf, type Fact, LOOKED_DAYS, type Seen, startOf, weeksBetween } from './fact.ts';

/** Hard events count for a month (domain.md §7). */
const HARD_DAYS = 30;
const LEAST_HEAVY = 2;
const LEAST_MOODS = 3;
/** A tie younger than this is not yet a sole link: its second is still being found (days). */
const YOUNG_TIE_DAYS = 30;
const UNTHANKED_DAYS = 84;
const UNTRAINED_DAYS = 90;
const LEAST_MISSIONS = 6;
/** Support every six weeks (domain.md §6). */
const UNHEARD_DAYS = 42;

/** Days of the last month on which they reported that something worried them. */
const concernsOf = ({ reports }: Seen, today: CivilDay): readonly CivilDay[] =>
  reports
    .flatMap(({ concernId, at }) => (concernId ? dayOf(at) : []))
    .filter((day) => day >= addDays(today, -HARD_DAYS))
    .sort();

/** A death of somebody they visited within a month, or more than one visit that worried them. */
export const hardEvent = (seen: Seen, today: CivilDay): Fact | undefined => {
  const { volunteer, services } = seen;
  const deaths = services.flatMap(({ pairings }) =>
    pairings.flatMap(({ volunteerId, endReason, endedAt }) =>
      volunteerId === volunteer.id && endReason === 'death' && endedAt ? dayOf(endedAt) : [],
    ),
  );
  const lately = deaths.filter((day) => day >= addDays(today, -HARD_DAYS));
  const concerns = concernsOf(seen, today);
  if (lately.length === 0 && concerns.length < 2) return undefined;
  const days = [...lately, ...concerns].sort();
  const worried = concerns.length > 1 ? `${concerns.length} inquiétudes signalées` : 'inquiétude signalée';
  const words = [
    ...(lately.length > 0 ? [`décès d’une personne accompagnée, ${datesOf(lately)}`] : []),
    ...(concerns.length > 0 ? [`${worried} après une visite, ${datesOf(concerns)}`] : []),
  ].join(' ; ');
  return {
    kind: 'hard-event',
    since: days[0] ?? today,
    latest: days.at(-1),
    sentence: `${capital(words)}.`,
  };
};

/** One visit that worried them, within a month; the concern itself has its own clock elsewhere. */
export const concernRaised = (seen: Seen, today: CivilDay): Fact | undefined => {
  const [day, ...more] = concernsOf(seen, today);
  if (!day || more.length > 0 || hardEvent(seen, today)) return undefined;
  return {
    kind: 'concern-raised',
    since: day,
    latest: day,
    sentence: `Inquiétude signalée après une visite, le ${frenchDate(day)}.`,
  };
};

/** Visits they found heavy, twice or more in a month, among those of which they said how it was for them. */
export const heavyVisits = ({ reports }: Seen, today: CivilDay): Fact | undefined => {
  const from = startOf(addDays(today, -HARD_DAYS));
  const told = reports.filter(({ me, at }) => me !== undefined && at >= from);
  const heavy = told.filter(({ me }) => me === 'heavy').map(({ at }) => dayOf(at));
  if (heavy.length < LEAST_HEAVY || told.length < LEAST_MOODS) return undefined;
  const days = heavy.toSorted();
  return {
    kind: 'heavy-visits',
    since: days[0] ?? today,
    latest: days.at(-1),
    sentence: `${heavy.length} visites éprouvantes en ${HARD_DAYS} jours (${datesOf(days)}), sur ${told.length} dont l’humeur a été dite.`,
  };
};

/** The check-in's band, never its answers. */
export const wornOut = ({ checkIn }: Seen): Fact | undefined =>
  checkIn?.band === 'to-surround'
    ? {
        kind: 'worn-out',
        since: checkIn.on,
        latest: checkIn.on,
        sentence: `Point du trimestre, répondu le ${frenchDate(checkIn.on)} : à entourer.`,
      }
    : undefined;

/**
 * The quarter's questions sent twice without a word: nothing is owed, so a call asks how they are, and no more. Not for ever:
 * the questions rest then, and whoever never answers is not called every six weeks for it.
 */
export const missedCheckIns = ({ unansweredAsks = [] }: Seen, today: CivilDay): Fact | undefined => {
  const [first] = unansweredAsks;
  if (!first || unansweredAsks.length < MOST_UNANSWERED) return undefined;
  if ((unansweredAsks.at(-1) ?? first) <= addDays(today, -LOOKED_DAYS)) return undefined;
  return {
    kind: 'missed-check-ins',
    since: first,
    latest: unansweredAsks.at(-1),
    sentence: `« Comment allez-vous ? » envoyé ${unansweredAsks.length} fois sans réponse, ${datesOf(unansweredAsks)} ; y répondre est libre.`,
  };
};

/** People whose only visitor they are, for a month or more: nobody is there if they stop. */
export const soleLink = ({ volunteer, services }: Seen, today: CivilDay): Fact | undefined => {
  const sole = services.flatMap(({ state, pairings }) => {
    const ties = regularTies({ pairings });
    const [only] = ties;
    return state === 'open' && ties.length === 1 && only?.volunteerId === volunteer.id
      ? dayOf(only.since)
      : [];
  });
  const old = sole.filter((since) => since <= addDays(today, -YOUNG_TIE_DAYS)).sort();
  const [first] = old;
  if (!first) return undefined;
  return {
    kind: 'sole-link',
    since: first,
    sentence:
      old.length === 1
        ? `Seul lien régulier d’une personne accompagnée, depuis le ${frenchDate(first)} : pas de second visiteur.`
        : `Seul lien régulier de ${old.length} personnes accompagnées, depuis le ${frenchDate(first)} pour la plus ancienne : pas de second visiteur.`,
  };
};

const doneSince = ({ reports }: Seen, from: CivilDay): number => {
  const start = startOf(from);
  return reports.filter(({ outcome, at }) => outcome === 'done' && at >= start).length;
};

/** Three months active, several missions, and no training noted. */
export const noTraining = (seen: Seen, today: CivilDay): Fact | undefined => {
  const { activeSince, requirements } = seen.volunteer;
  if (!activeSince || dayOf(activeSince) > addDays(today, -UNTRAINED_DAYS)) return undefined;
  if (requirements.some(({ kind }) => kind === 'training')) return undefined;
  const missions = doneSince(seen, dayOf(activeSince));
  if (missions < LEAST_MISSIONS) return undefined;
  return {
    kind: 'no-training',
    since: dayOf(activeSince),
    sentence: `Aucune formation notée depuis l’entrée, le ${frenchDate(dayOf(activeSince))}, pour ${missions} missions faites ces six derniers mois.`,
  };
};

/** No thanks noted for twelve weeks in which they did several missions. Unknown entry: nothing is said. */
export const noThanks = (seen: Seen, today: CivilDay): Fact | undefined => {
  const { lastThanksAt, activeSince } = seen.volunteer;
  const at = lastThanksAt ?? activeSince;
  if (!at) return undefined;
  const since = dayOf(at);
  const missions = doneSince(seen, since);
  if (since > addDays(today, -UNTHANKED_DAYS) || missions < LEAST_MISSIONS) return undefined;
  return {
    kind: 'no-thanks',
    since,
    sentence: `${lastThanksAt ? 'Dernier remerciement noté' : 'Aucun remerciement noté depuis l’entrée,'} le ${frenchDate(since)} (${weeksBetween(since, today)} semaines), pour ${missions} missions faites ces six derniers mois.`,
  };
};

/**
 * Six weeks and several missions since a talk was last noted. Where none ever was, nobody knows: nothing is said. Missions are
 * known for half a year: of an older talk, the sentence counts those alone, and says so.
 */
export const noDebrief = (seen: Seen, today: CivilDay): Fact | undefined => {
  const { lastDebriefAt } = seen.volunteer;
  if (!lastDebriefAt) return undefined;
  const since = dayOf(lastDebriefAt);
  if (since > addDays(today, -UNHEARD_DAYS)) return undefined;
  const missions = doneSince(seen, since);
  if (missions < LEAST_MISSIONS) return undefined;
  const isKnown = since > addDays(today, -LOOKED_DAYS);
  return {
    kind: 'no-debrief',
    since,
    sentence: `Dernier temps d’échange noté le ${frenchDate(since)} (${weeksBetween(since, today)} semaines), pour ${missions} missions faites ${isKnown ? 'depuis' : 'ces six derniers mois'}.`,
  };
};
