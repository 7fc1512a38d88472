import { minutesForMetres } from '../geo/travel.ts';
import type { VolunteerId } from '../ids/ids.ts';
import { inWeekOf } from '../offers/load.ts';
import type { Pairing } from '../services/service.ts';
import { type Instant, minus } from '../time/instant.ts';
import { awayMetres } from './away.ts';
import { MATCH_PARAMS } from './params.ts';
import { type Candidate, type Need, type Removed, RULES, type Rule, removedBy } from './rules.ts';

/** What is known of the tie between this person and the volunteers. */
export type Ties = {
  readonly pairings: readonly Pairing[];
  /** Volunteers who have already been with her, from past missions. */
  readonly known: ReadonlySet<VolunteerId>;
};

/**
 * One reason of a cost, in points (minutes of travel equivalent) and in words: to the coordinator about the volunteer, and
 * to the volunteer. Where `you` is absent the reason is nobody's praise or blame and stays at the desk.
 */
export type Term = {
  readonly points: number;
  readonly sentence: string | undefined;
  readonly you?: string | undefined;
};

export type Ranked = {
  readonly candidate: Candidate;
  /** Lower is better; integer. */
  readonly cost: number;
  readonly terms: readonly Term[];
  /** « À 7 min à pied, connaît déjà la personne, 1 mission cette semaine-là. » */
  readonly why: string;
  /** The same to the volunteer: « Vous rendez déjà visite à cette personne ; vous parlez portugais. » The way there stands beside it. */
  readonly whyYou: string;
  readonly tie: 'primary' | 'backup' | 'known' | 'none';
};
export type WhyNot = { readonly candidate: Candidate } & Removed;

const MODES = { walk: 'à pied', bike: 'à vélo', bus: 'en bus', car: 'en voiture' } as const;
const LANGUAGES = new Intl.DisplayNames('fr', { type: 'language' });

const tieOf = (candidate: Candidate, ties: Ties): Ranked['tie'] => {
  const id = candidate.volunteer.id;
  const pairing = ties.pairings.find(
    (p) => p.volunteerId === id && p.state !== 'ended' && p.state !== 'paused',
  );
  if (pairing) return pairing.role;
  return ties.known.has(id) ? 'known' : 'none';
};

const travelTerm = ({ volunteer }: Candidate, { mission, programme }: Need): Term => {
  if (programme.place === 'phone') return { points: 0, sentence: undefined };
  const metres = awayMetres(volunteer, mission);
  if (metres === undefined)
    return { points: MATCH_PARAMS.unknownTravelMinutes * MATCH_PARAMS.travelMinute, sentence: undefined };
  const minutes = Math.max(1, minutesForMetres(metres, volunteer.travel));
  return {
    points: minutes * MATCH_PARAMS.travelMinute,
    sentence: `à ${minutes} min ${MODES[volunteer.travel]}`,
  };
};

const TIE_TERMS: Readonly<Record<Ranked['tie'], Term>> = {
  primary: {
    points: MATCH_PARAMS.primary,
    sentence: 'visite déjà cette personne',
    you: 'vous rendez déjà visite à cette personne',
  },
  backup: {
    points: MATCH_PARAMS.backup,
    sentence: 'second du binôme',
    you: 'vous êtes le second visiteur de cette personne',
  },
  known: {
    points: MATCH_PARAMS.knows,
    sentence: 'l’a déjà rencontrée',
    you: 'vous avez déjà rencontré cette personne',
  },
  none: { points: MATCH_PARAMS.firstMeeting, sentence: undefined },
};

const languageTerm = ({ volunteer }: Candidate, { mission }: Need): Term => {
  const shared = mission.languages.find((code) => code !== 'fr' && volunteer.languages.includes(code));
  return shared
    ? {
        points: MATCH_PARAMS.language,
        sentence: `parle ${LANGUAGES.of(shared) ?? shared}`,
        you: `vous parlez ${LANGUAGES.of(shared) ?? shared}`,
      }
    : { points: 0, sentence: undefined };
};

const loadTerm = ({ load }: Candidate, { mission }: Need, now: Instant): Term => {
  const mine = load.entries.filter((entry) => entry.missionId !== mission.id);
  const week = inWeekOf({ ...load, entries: mine }, mission.day);
  const convex = (week * (week + 1)) / 2;
  const since = minus(now, { days: 28 });
  const recent = mine.filter((entry) => entry.state !== 'offered' && entry.startsAt > since).length;
  return {
    points: convex * MATCH_PARAMS.weekLoad + recent * MATCH_PARAMS.recentLoad,
    sentence:
      week === 0 ? 'rien d’autre cette semaine-là' : `${week} autre${week > 1 ? 's' : ''} cette semaine-là`,
  };
};

const offersTerm = ({ load }: Candidate, now: Instant): Term => {
  const lately = load.offersSentAt.filter((at) => at > minus(now, { days: 7 })).length;
  return {
    points: lately * MATCH_PARAMS.recentOffer,
    sentence: lately === 0 ? 'n’a rien reçu depuis une semaine' : undefined,
    you: lately === 0 ? 'nous ne vous avions rien demandé cette semaine' : undefined,
  };
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The cost of asking this volunteer, with every reason in words; deterministic. */
export const rank = (candidate: Candidate, need: Need, ties: Ties, now: Instant): Ranked => {
  const tie = tieOf(candidate, ties);
  const terms = [
    TIE_TERMS[tie],
    languageTerm(candidate, need),
    travelTerm(candidate, need),
    loadTerm(candidate, need, now),
    offersTerm(candidate, now),
  ];
  const words = terms.flatMap((term) => term.sentence ?? []);
  const yours = terms.flatMap((term) => term.you ?? []);
  return {
    candidate,
    tie,
    terms,
    cost: terms.reduce((sum, term) => sum + term.points, 0),
    why: `${capital(words.join(', '))}.`,
    whyYou: `${capital(['vous êtes libre à ce moment-là', ...yours].slice(yours.length > 0 ? 1 : 0).join(' ; '))}.`,
  };
};

/**
 * Everyone who may be asked, best first, and everyone else with the first reason why not. Ties of cost go to the one with
 * fewer offers, then by id: same input, same order.
 */
export const candidatesFor = (
  candidates: readonly Candidate[],
  need: Need,
  ties: Ties,
  now: Instant,
  rules: readonly Rule[] = RULES,
): { readonly ranked: readonly Ranked[]; readonly removed: readonly WhyNot[] } => {
  const ranked: Ranked[] = [];
  const removed: WhyNot[] = [];
  for (const candidate of candidates) {
    const why = removedBy(candidate, need, now, rules);
    if (why) removed.push({ candidate, ...why });
    else ranked.push(rank(candidate, need, ties, now));
  }
  const order = (a: Ranked, b: Ranked): number =>
    a.cost - b.cost ||
    a.candidate.load.offersSentAt.length - b.candidate.load.offersSentAt.length ||
    (a.candidate.volunteer.id < b.candidate.volunteer.id ? -1 : 1);
  return { ranked: ranked.sort(order), removed };
};
