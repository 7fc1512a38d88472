import { minutesForMetres } from '../geo/travel.ts';
import type { VolunteerId } from '../ids/ids.ts';
import type { Mission } from '../missions/mission.ts';
import { inWeekOf, type Load, without } from '../offers/load.ts';
import type { Pairing } from '../services/service.ts';
import { type Instant, minus } from '../time/instant.ts';
import type { Programme } from '../town/programme.ts';
import type { Volunteer } from '../volunteers/volunteer.ts';
import { subjectPoints, subjectsSentence } from './affinity.ts';
import { awayMetres } from './away.ts';
import { habitWords } from './estimate.ts';
import { MATCH_PARAMS } from './params.ts';
import type { Candidate, Need, Rule } from './rule.ts';
import { type Removed, RULES, removedBy } from './rules.ts';

/** The numbers of `MATCH_PARAMS`, whoever decided them. */
export type MatchParams = { readonly [name in keyof typeof MATCH_PARAMS]: number };

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
  /** She has met them: introduced, or there on an earlier visit. */
  readonly isKnown: boolean;
};
export type WhyNot = { readonly candidate: Candidate } & Removed;

const MODES = { walk: 'à pied', bike: 'à vélo', bus: 'en bus', car: 'en voiture' } as const;
const LANGUAGES = new Intl.DisplayNames('fr', { type: 'language' });

/** The tie of a volunteer with the person of a mission: what pairings say first, then past missions. */
export const tieOf = (id: VolunteerId, ties: Ties): Ranked['tie'] => {
  const pairing = ties.pairings.find(
    (p) => p.volunteerId === id && p.state !== 'ended' && p.state !== 'paused',
  );
  if (pairing) return pairing.role;
  return ties.known.has(id) ? 'known' : 'none';
};
const hasMet = (id: VolunteerId, { pairings, known }: Ties): boolean =>
  known.has(id) ||
  pairings.some((one) => one.volunteerId === id && (one.state === 'introduced' || one.state === 'active'));

/** Minutes to cover this straight line; next door is a minute too. */
export const minutesOver = (metres: number, travel: Volunteer['travel']): number =>
  Math.max(1, minutesForMetres(metres, travel));

/** Minutes one way; 0 by telephone; undefined when a point is unknown on one side. */
export const minutesAway = (
  volunteer: Volunteer,
  mission: Mission,
  place: Programme['place'],
): number | undefined => {
  if (place === 'phone') return 0;
  const metres = awayMetres(volunteer, mission);
  return metres === undefined ? undefined : minutesOver(metres, volunteer.travel);
};
export const travelPoints = (minutes: number | undefined, params: MatchParams): number =>
  (minutes ?? params.unknownTravelMinutes) * params.travelMinute;
/** « à 7 min à pied »; nothing to say by telephone or when the way is unknown. */
export const travelSentence = (minutes: number | undefined, volunteer: Volunteer): string | undefined =>
  minutes ? `à ${minutes} min ${MODES[volunteer.travel]}` : undefined;

const travelTerm = ({ volunteer }: Candidate, { mission, programme }: Need, params: MatchParams): Term => {
  const minutes = minutesAway(volunteer, mission, programme.place);
  return { points: travelPoints(minutes, params), sentence: travelSentence(minutes, volunteer) };
};

const TIE_WORDS: Readonly<Record<Programme['place'], Readonly<Record<Ranked['tie'], Omit<Term, 'points'>>>>> =
  {
    home: {
      primary: { sentence: 'visite déjà cette personne', you: 'vous rendez déjà visite à cette personne' },
      backup: { sentence: 'second du binôme', you: 'vous êtes le second visiteur de cette personne' },
      known: { sentence: 'l’a déjà rencontrée', you: 'vous avez déjà rencontré cette personne' },
      none: { sentence: undefined },
    },
    phone: {
      primary: { sentence: 'appelle déjà cette personne', you: 'vous appelez déjà cette personne' },
      backup: { sentence: 'second du binôme', you: 'vous appelez aussi cette personne, en second' },
      known: { sentence: 'lui a déjà parlé', you: 'vous avez déjà parlé à cette personne' },
      none: { sentence: undefined },
    },
  };
export const tieSentence = (tie: Ranked['tie'], place: Programme['place']): string | undefined =>
  TIE_WORDS[place][tie].sentence;
export const tiePoints = (tie: Ranked['tie'], params: MatchParams): number =>
  ({ primary: params.primary, backup: params.backup, known: params.knows, none: params.firstMeeting })[tie];

/** The language of the person, beyond French, that the volunteer speaks too. */
export const sharedLanguage = (
  volunteer: Pick<Volunteer, 'languages'>,
  mission: Pick<Mission, 'languages'>,
): string | undefined =>
  mission.languages.find((code) => code !== 'fr' && volunteer.languages.includes(code));
export const languageName = (code: string): string => LANGUAGES.of(code) ?? code;

const subjectTerm = ({ volunteer }: Candidate, { mission }: Need, params: MatchParams): Term => {
  const sentence = subjectsSentence(volunteer, mission);
  return { points: subjectPoints(volunteer, mission, params), sentence, you: sentence };
};

const languageTerm = ({ volunteer }: Candidate, { mission }: Need, params: MatchParams): Term => {
  const shared = sharedLanguage(volunteer, mission);
  return shared
    ? {
        points: params.language,
        sentence: `parle ${languageName(shared)}`,
        you: `vous parlez ${languageName(shared)}`,
      }
    : { points: 0, sentence: undefined };
};

/** What one more mission costs after `week` others of that week: convex, so that load spreads (0, 1, 3, 6 … times). */
export const weekLoadPoints = (week: number, params: MatchParams): number =>
  ((week * (week + 1)) / 2) * params.weekLoad;

/** What asking this volunteer costs whatever the mission: missions of the last four weeks. */
export const recentLoadPoints = (load: Load, now: Instant, params: MatchParams): number => {
  const since = minus(now, { days: 28 });
  return (
    load.entries.filter((entry) => entry.state !== 'offered' && entry.startsAt > since).length *
    params.recentLoad
  );
};
export const offersLately = (load: Load, now: Instant): number => {
  const lastWeek = minus(now, { days: 7 });
  return load.offersSentAt.filter((at) => at > lastWeek).length;
};
/**
 * The price of one more offer to somebody who had so many in seven days: growing (1, 3, 6 … times), because whom to text is
 * a budget and the fourth text of a week is heard less than the first (matching.md §4).
 */
export const offerPrice = (lately: number, params: MatchParams): number =>
  ((lately * (lately + 1)) / 2) * params.recentOffer;
/** The same for offers of the last seven days: fewest offers first. */
export const recentOfferPoints = (load: Load, now: Instant, params: MatchParams): number =>
  offerPrice(offersLately(load, now), params);

const loadTerm = ({ load }: Candidate, { mission }: Need, now: Instant, params: MatchParams): Term => {
  const mine = without(load, mission.id);
  const week = inWeekOf(mine, mission.day);
  return {
    points: weekLoadPoints(week, params) + recentLoadPoints(mine, now, params),
    sentence:
      week === 0 ? 'rien d’autre cette semaine-là' : `${week} autre${week > 1 ? 's' : ''} cette semaine-là`,
  };
};

const offersTerm = ({ load }: Candidate, now: Instant, params: MatchParams): Term => {
  const lately = offersLately(load, now);
  return {
    points: recentOfferPoints(load, now, params),
    sentence: lately === 0 ? 'n’a rien reçu depuis une semaine' : undefined,
    you: lately === 0 ? 'nous ne vous avions rien demandé cette semaine' : undefined,
  };
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The cost of asking this volunteer, with every reason in words; deterministic. */
export const rank = (
  candidate: Candidate,
  need: Need,
  ties: Ties,
  now: Instant,
  params: MatchParams = MATCH_PARAMS,
): Ranked => {
  const tie = tieOf(candidate.volunteer.id, ties);
  const isKnown = hasMet(candidate.volunteer.id, ties);
  const words = TIE_WORDS[need.programme.place][tie];
  const terms = [
    {
      points: tiePoints(tie, params),
      ...words,
      ...(tie === 'backup' && !isKnown ? { sentence: `${words.sentence}, pas encore présenté` } : {}),
    },
    languageTerm(candidate, need, params),
    subjectTerm(candidate, need, params),
    travelTerm(candidate, need, params),
    loadTerm(candidate, need, now, params),
    offersTerm(candidate, now, params),
    { points: 0, sentence: habitWords(candidate.load, now) },
  ];
  const reasons = terms.flatMap((term) => term.sentence ?? []);
  const yours = terms.flatMap((term) => term.you ?? []);
  return {
    candidate,
    tie,
    isKnown,
    terms,
    cost: terms.reduce((sum, term) => sum + term.points, 0),
    why: `${capital(reasons.join(', '))}.`,
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
  params: MatchParams = MATCH_PARAMS,
): { readonly ranked: readonly Ranked[]; readonly removed: readonly WhyNot[] } => {
  const ranked: Ranked[] = [];
  const removed: WhyNot[] = [];
  for (const candidate of candidates) {
    const why = removedBy(candidate, need, now, rules);
    if (why) removed.push({ candidate, ...why });
    else ranked.push(rank(candidate, need, ties, now, params));
  }
  const order = (a: Ranked, b: Ranked): number =>
    a.cost - b.cost ||
    a.candidate.load.offersSentAt.length - b.candidate.load.offersSentAt.length ||
    (a.candidate.volunteer.id < b.candidate.volunteer.id ? -1 : 1);
  return { ranked: ranked.sort(order), removed };
};
