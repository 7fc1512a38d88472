import type { MissionId } from '../../../ids/ids.ts';
import { HALF_DAYS } from '../../../time/civil.ts';
import { frenchHalfDay } from '../../../time/french.ts';
import { notAgreed } from '../../agreement.ts';
import { languageName } from '../../score.ts';
import { rememberedRules } from '../pairs/remembered.ts';
import type { WeekPlan } from '../plan.ts';
import type { WeekMission, WeekProblem } from '../problem.ts';
import { WEEK_RULES, type WeekRuleName } from '../rules.ts';
import { agendaOf } from './agenda.ts';

/** Why a volunteer is not there: a rule, the plan itself, or that sparing them weighs more. */
export type Absence = WeekRuleName | 'elsewhere' | 'full' | 'spared';
export type AbsenceCount = { readonly reason: Absence; readonly count: number; readonly words: string };
export type WhyMissing = {
  /** « Sur 38 bénévoles : 21 ne sont pas libres le mardi après-midi, 9 habitent trop loin… » */
  readonly sentence: string;
  /** Every volunteer once, by the first reason, most numerous first. */
  readonly counts: readonly AbsenceCount[];
};

type Forms = readonly [one: string, many: string];
const FORMS: Readonly<Record<Exclude<Absence, 'language' | 'not-free'>, Forms>> = {
  policy: [
    'ne peut pas y aller : programme fermé aux bénévoles',
    'ne peuvent pas y aller : programme fermé aux bénévoles',
  ],
  consent: ['attend l’accord de la personne', 'attendent l’accord de la personne'],
  'set-aside': ['a été écarté par la coordination', 'ont été écartés par la coordination'],
  'not-active': ['n’est pas en activité', 'ne sont pas en activité'],
  introduction: ['n’est pas la personne à présenter', 'ne sont pas la personne à présenter'],
  'already-asked': ['a déjà eu cette proposition', 'ont déjà eu cette proposition'],
  programme: ['ne souhaite pas ce programme', 'ne souhaitent pas ce programme'],
  requirements: ['a un dossier incomplet', 'ont un dossier incomplet'],
  excluded: ['n’est pas à mettre en lien', 'ne sont pas à mettre en lien'],
  'same-time': ['a déjà une mission à cette heure', 'ont déjà une mission à cette heure'],
  'half-day-taken': ['a déjà une mission cette demi-journée', 'ont déjà une mission cette demi-journée'],
  'weekly-cap': ['est à son maximum de la semaine', 'sont à leur maximum de la semaine'],
  'rest-days': ['se repose après une autre mission', 'se reposent après une autre mission'],
  'heavy-twice': ['sort d’une visite éprouvante', 'sortent d’une visite éprouvante'],
  'after-hard': ['se repose après une visite éprouvante', 'se reposent après une visite éprouvante'],
  'too-far': ['habite trop loin', 'habitent trop loin'],
  needs: ['préfère éviter ce lieu', 'préfèrent éviter ce lieu'],
  'by-car': ['ne se déplace pas en voiture', 'ne se déplacent pas en voiture'],
  'offers-lately': ['a déjà reçu assez de propositions', 'ont déjà reçu assez de propositions'],
  'offers-to-come': [
    'recevrait trop de propositions avec ce plan',
    'recevraient trop de propositions avec ce plan',
  ],
  elsewhere: ['va ailleurs dans ce plan', 'vont ailleurs dans ce plan'],
  full: ['atteint son maximum avec ce plan', 'atteignent leur maximum avec ce plan'],
  spared: ['pourrait y aller, mais serait à ménager', 'pourraient y aller, mais seraient à ménager'],
};

const formsOf = (reason: Absence, mission: WeekMission): Forms => {
  if (reason === 'language') {
    const names = mission.mission.languages.map(languageName).join(' ou ');
    return [`ne parle pas ${names}`, `ne parlent pas ${names}`];
  }
  if (reason === 'not-free') {
    const half = frenchHalfDay(HALF_DAYS[mission.half] ?? 'mon-am');
    return [`n’est pas libre le ${half}`, `ne sont pas libres le ${half}`];
  }
  return FORMS[reason];
};

/** The mission's own obstacle, the same for everybody, said once. */
const wholeSentence = (reason: Absence | undefined, mission: WeekMission): string | undefined => {
  if (reason === 'consent')
    return `${notAgreed(mission.senior).replace(/\.$/, '')} : personne ne peut y aller.`;
  if (reason === 'policy')
    return mission.programme.on
      ? 'Ce programme est réservé aux professionnels.'
      : 'Ce programme est à l’arrêt.';
  return undefined;
};

/** Missions of a plan that lack somebody, found once: of a large week thousands are asked about. */
const known = new WeakMap<WeekPlan['missing'], ReadonlySet<MissionId>>();
const lackingIn = ({ missing }: WeekPlan): ReadonlySet<MissionId> => {
  const lacking = known.get(missing) ?? new Set(missing.map(({ missionId }) => missionId));
  known.set(missing, lacking);
  return lacking;
};

/** Every reason, rules first in their order. */
const ABSENCES: readonly Absence[] = [...WEEK_RULES.map(({ name }) => name), 'elsewhere', 'full', 'spared'];
const [ELSEWHERE, SPARED] = [ABSENCES.indexOf('elsewhere'), ABSENCES.indexOf('spared')];
/** Where what a plan fills is counted. */
const FILLED = {
  full: ABSENCES.indexOf('full'),
  'offers-to-come': ABSENCES.indexOf('offers-to-come'),
  no: SPARED,
} as const;

/**
 * Why nobody goes, or not enough people: every volunteer of the town counted once, by the first hard rule that keeps them
 * away, else by what the plan gives them besides. Undefined when the mission is unknown or lacks nobody.
 */
export const whyMissing = (
  problem: WeekProblem,
  plan: WeekPlan,
  missionId: MissionId,
): WhyMissing | undefined => {
  const mission = problem.missionOf.get(missionId);
  if (!mission || !lackingIn(plan).has(missionId)) return undefined;
  const agenda = agendaOf(problem, plan);
  const rules = rememberedRules(problem);
  const there = agenda.at(mission);
  const counts = new Int32Array(ABSENCES.length);
  for (const volunteer of problem.volunteers) {
    if (there.includes(volunteer)) continue;
    const rule = rules.first(volunteer, mission);
    const place =
      rule < ELSEWHERE
        ? rule
        : !agenda.isFree(volunteer, mission)
          ? ELSEWHERE
          : FILLED[agenda.filled(volunteer) ?? 'no'];
    counts[place] = (counts[place] ?? 0) + 1;
  }
  const people = problem.volunteers.length - there.length;
  const rows = ABSENCES.flatMap((reason, place) => {
    const number = counts[place] ?? 0;
    if (number === 0) return [];
    const [one, many] = formsOf(reason, mission);
    return { reason, count: number, words: `${number}\u00a0${number > 1 ? many : one}` };
  }).toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  const first = rows[0];
  const whole = rows.length === 1 ? wholeSentence(first?.reason, mission) : undefined;
  if (whole !== undefined) return { counts: rows, sentence: whole };
  if (!first)
    return {
      counts: rows,
      sentence: `Il n’y a ${problem.volunteers.length === 0 ? 'aucun bénévole en activité' : 'pas d’autre bénévole'}.`,
    };
  const sentence =
    people === 1
      ? `Le seul ${there.length > 0 ? 'autre ' : ''}bénévole ${formsOf(first.reason, mission)[0]}.`
      : `Sur ${people}\u00a0bénévoles : ${rows.map((row) => row.words).join(', ')}.`;
  return { counts: rows, sentence };
};
