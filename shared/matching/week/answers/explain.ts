import { dayOf } from '../../../time/civil.ts';
import { easingIn } from '../../../volunteers/rest/easing.ts';
import { subjectPoints, subjectsSentence } from '../../affinity.ts';
import { awayMetres } from '../../away.ts';
import { because } from '../../load-rules.ts';
import {
  languageName,
  minutesAway,
  offerPrice,
  offersLately,
  recentLoadPoints,
  sharedLanguage,
  tieOf,
  tiePoints,
  tieSentence,
  travelSentence,
} from '../../score.ts';
import { edgePoints, isDisruption, tierPoints } from '../cost.ts';
import type { Choice, WeekPlan } from '../plan.ts';
import type { Pair, WeekMission, WeekProblem, WeekVolunteer } from '../problem.ts';
import { tooManyOffers, type WeekRuleName, weekRemovedBy } from '../rules.ts';
import { capital, count, lastSeen, list, minutes, momentOf, ordinal, placeOf } from '../words.ts';
import { type Agenda, agendaOf } from './agenda.ts';

const recordsOf = (problem: WeekProblem, { missionId, volunteerId }: Pair) => {
  const mission = problem.missionOf.get(missionId);
  const volunteer = problem.volunteerOf.get(volunteerId);
  return mission && volunteer ? { mission, volunteer } : undefined;
};

const tieWords = (
  volunteer: WeekVolunteer,
  mission: WeekMission,
  problem: WeekProblem,
): string | undefined => {
  const { id } = volunteer.volunteer;
  const { place } = mission.programme;
  const tie = tieOf(id, mission.ties);
  const on = mission.seen.get(id);
  if (tie !== 'known' || !on) return tieSentence(tie, place);
  const when = lastSeen(on, dayOf(problem.now));
  return place === 'phone' ? `lui a parlé ${when}` : `lui a rendu visite ${when}`;
};

const languageWords = (volunteer: WeekVolunteer, mission: WeekMission): string | undefined => {
  const shared = sharedLanguage(volunteer.volunteer, mission.mission);
  if (!shared) return undefined;
  const like = { madame: ' comme elle', monsieur: ' comme lui' };
  const civility = mission.senior?.civility;
  return `parle ${languageName(shared)}${civility ? like[civility] : ''}`;
};

const rankWords = (volunteer: WeekVolunteer, mission: WeekMission, agenda: Agenda): string =>
  agenda.week(volunteer) === 1
    ? 'seule mission de la semaine'
    : `${ordinal(agenda.rank(volunteer, mission))} mission de la semaine`;

/** Facts told beside a choice: a line of the week has room for no more. */
const MOST_FACTS = 2;

/** The facts that advise fewer missions than so many; empty when none does. */
const goodToKnow = ({ facts }: WeekVolunteer, week: number): string => {
  const passed = facts.filter(({ atMost }) => week > atMost).map(({ sentence }) => sentence);
  const more = passed.length - MOST_FACTS;
  const others = more > 1 ? [`${more}\u00a0autres faits`] : ['un autre fait'];
  return list([...passed.slice(0, MOST_FACTS), ...(more > 0 ? others : [])]);
};

/**
 * Why this volunteer, in the coordinator's words: « Parle portugais comme elle, à 7 min à pied, lui a rendu visite en mars,
 * 2e mission de la semaine. » Only facts, no weight and no grade. Undefined when the plan did not choose them.
 */
export const whyChosen = (problem: WeekProblem, plan: WeekPlan, pair: Pair): string | undefined => {
  const records = recordsOf(problem, pair);
  const choice = plan.choices.find(
    (one) => one.missionId === pair.missionId && one.volunteerId === pair.volunteerId,
  );
  if (!records || !choice) return undefined;
  const { mission, volunteer } = records;
  const agenda = agendaOf(problem, plan);
  const away = minutesAway(volunteer.volunteer, mission.mission, mission.programme.place);
  const words = [
    choice.isLocked ? 'choix de la coordination' : undefined,
    tieWords(volunteer, mission, problem),
    languageWords(volunteer, mission),
    subjectsSentence(volunteer.volunteer, mission.mission),
    travelSentence(away, volunteer.volunteer),
    rankWords(volunteer, mission, agenda),
    mission.announced.has(pair.volunteerId) ? 'comme annoncé' : undefined,
  ].flatMap((word) => word ?? []);
  const warning = goodToKnow(volunteer, agenda.week(volunteer));
  return `${capital(words.join(', '))}.${warning && ` À savoir : ${warning}.`}`;
};

export type NotChosen =
  | { readonly kind: 'rule'; readonly rule: WeekRuleName; readonly sentence: string }
  /** The plan sends them elsewhere, too near for both. */
  | { readonly kind: 'elsewhere'; readonly sentence: string; readonly elsewhere: Pair['missionId'] }
  /** The plan fills their week, or gives them as many missions as offers may still be sent to them. */
  | { readonly kind: 'full'; readonly sentence: string }
  /** They could go; the plan does better so. */
  | { readonly kind: 'possible'; readonly sentence: string };

/** What this exchange would cost in points: this volunteer there, `instead` no longer, everybody else as they are. */
const exchangePoints = (
  problem: WeekProblem,
  mission: WeekMission,
  volunteer: WeekVolunteer,
  instead: WeekVolunteer,
  agenda: Agenda,
): number => {
  const tier = (one: WeekVolunteer, nth: number) => tierPoints(one, problem)[nth] ?? 0;
  const more =
    edgePoints(volunteer, mission, problem) + tier(volunteer, agenda.week(volunteer) - volunteer.held);
  const less = edgePoints(instead, mission, problem) + tier(instead, agenda.week(instead) - instead.held - 1);
  return more - less;
};

/** Where this volunteer suits the mission less than whoever goes, most weighty first. */
const lessSuited = (
  problem: WeekProblem,
  mission: WeekMission,
  volunteer: WeekVolunteer,
  instead: WeekVolunteer,
  agenda: Agenda,
): readonly string[] => {
  const { match, params, now } = problem;
  const { place } = mission.programme;
  const away = (one: WeekVolunteer) =>
    minutesAway(one.volunteer, mission.mission, place) ?? match.unknownTravelMinutes;
  const tie = (one: WeekVolunteer) => tiePoints(tieOf(one.volunteer.id, mission.ties), match);
  const speaks = (one: WeekVolunteer) =>
    sharedLanguage(one.volunteer, mission.mission) ? match.language : 0;
  const asked = (one: WeekVolunteer) => offersLately(one.load, now);
  const given = (one: WeekVolunteer) => recentLoadPoints(one.loadBefore, now, match);
  const farther = away(volunteer) - away(instead);
  const week = agenda.week(volunteer) + 1;
  const tier = (one: WeekVolunteer, nth: number) => tierPoints(one, problem)[nth - one.held - 1] ?? 0;
  const language = mission.mission.languages.find((code) => code !== 'fr');
  const isPlaced = awayMetres(volunteer.volunteer, mission.mission) !== undefined;
  const rows: readonly (readonly [number, string])[] = [
    [farther * match.travelMinute, isPlaced ? `${minutes(farther)} de trajet de plus` : 'trajet inconnu'],
    [tie(volunteer) - tie(instead), 'moins proche de cette personne'],
    [speaks(volunteer) - speaks(instead), language ? `ne parle pas ${languageName(language)}` : ''],
    [
      subjectPoints(volunteer.volunteer, mission.mission, match) -
        subjectPoints(instead.volunteer, mission.mission, match),
      'moins de goûts en commun',
    ],
    [
      offerPrice(asked(volunteer), match) - offerPrice(asked(instead), match),
      `a déjà reçu ${count(asked(volunteer), 'proposition')} en sept jours`,
    ],
    [
      tier(volunteer, week) - tier(instead, agenda.week(instead)),
      `ce serait sa ${ordinal(week)} mission de la semaine`,
    ],
    [given(volunteer) - given(instead), 'a donné davantage ces quatre dernières semaines'],
    [
      (isDisruption(volunteer, mission) ? params.disruption : 0) -
        (isDisruption(instead, mission) ? params.disruption : 0),
      'ce n’est pas ce qui a été annoncé',
    ],
  ];
  return rows
    .filter(([points, words]) => points > 0 && words !== '')
    .toSorted((a, b) => b[0] - a[0])
    .map(([, words]) => words);
};

const fullWords = (one: WeekVolunteer, { mission }: WeekMission, agenda: Agenda): string => {
  const { volunteer } = one;
  const sentence = `Fait déjà ${count(agenda.week(one), 'mission')} cette semaine (${volunteer.weeklyCap} au plus).`;
  return because(
    volunteer,
    mission.day,
    easingIn(volunteer, mission.day)?.cap === volunteer.weeklyCap,
    sentence,
  );
};

/**
 * Why not this volunteer: the first hard rule; else the mission of this plan that leaves no room, or their week that it
 * fills; else they could go, and what would be lost. Undefined when the plan chose them, or one of the two is unknown.
 */
export const whyNot = (problem: WeekProblem, plan: WeekPlan, pair: Pair): NotChosen | undefined => {
  const records = recordsOf(problem, pair);
  if (!records) return undefined;
  const { mission, volunteer } = records;
  const chosen = plan.choices.filter(({ missionId }) => missionId === pair.missionId);
  if (chosen.some(({ volunteerId }) => volunteerId === pair.volunteerId)) return undefined;
  const removal = weekRemovedBy(volunteer, mission, problem);
  if (removal) return { kind: 'rule', ...removal };
  const agenda = agendaOf(problem, plan);
  const obstacle = agenda.inTheWay(volunteer, mission);
  if (obstacle) {
    const rests = obstacle.rule === 'rest-days' || obstacle.rule === 'after-hard';
    return {
      kind: 'elsewhere',
      elsewhere: obstacle.mission.mission.id,
      sentence: `Va ailleurs ${momentOf(obstacle.mission)} (${placeOf(obstacle.mission)})${rests ? ', et a besoin de repos entre deux missions' : ''}.`,
    };
  }
  const filled = agenda.filled(volunteer);
  if (filled)
    return {
      kind: 'full',
      sentence:
        filled === 'offers-to-come' ? tooManyOffers(problem.town) : fullWords(volunteer, mission, agenda),
    };
  return {
    kind: 'possible',
    sentence: possibleWords(problem, mission, volunteer, chosen, agenda),
  };
};

/**
 * They could go: what would be lost. Compared with whoever the plan would take off for them, never with somebody whom the
 * coordinator chose; where the exchange costs nothing there is no reason to give, and none is made up.
 */
const possibleWords = (
  problem: WeekProblem,
  mission: WeekMission,
  volunteer: WeekVolunteer,
  chosen: readonly Choice[],
  agenda: Agenda,
): string => {
  const week = agenda.week(volunteer) + 1;
  const warning = goodToKnow(volunteer, week);
  if (warning) return `Possible, mais ce serait sa ${ordinal(week)} mission de la semaine ; ${warning}.`;
  if (chosen.length < mission.people)
    return `Possible, mais ce serait sa ${ordinal(week)} mission de la semaine.`;
  const exchanges = chosen
    .filter(({ isLocked }) => !isLocked)
    .flatMap(({ volunteerId }) => problem.volunteerOf.get(volunteerId) ?? [])
    .map((instead) => ({
      instead,
      points: exchangePoints(problem, mission, volunteer, instead, agenda),
    }))
    .toSorted((a, b) => a.points - b.points);
  const best = exchanges[0];
  if (!best) return 'Possible aussi : votre choix passe avant.';
  const less = lessSuited(problem, mission, volunteer, best.instead, agenda);
  return best.points > 0 && less.length > 0
    ? `Possible, mais ${list(less.slice(0, 2))}.`
    : 'Possible aussi : ce serait un aussi bon choix.';
};
