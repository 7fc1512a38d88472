import * as z from 'zod';
import { openRecruitment } from '../../../../shared/engagement/forecast/open-recruitment.ts';
import { readQuestion } from '../../../../shared/engagement/forecast/question/ask-question.ts';
import { outdated } from '../../../../shared/engagement/forecast/question/question.ts';
import type { Forecast } from '../../../../shared/engagement/forecast/read-forecast.ts';
import { adviceOf, type Recruits, recruited } from '../../../../shared/engagement/forecast/recruit.ts';
import {
  adviceFromList,
  servedFromList,
  waitingList,
} from '../../../../shared/engagement/forecast/waiting-list.ts';
import { travelModes } from '../../../../shared/geo/travel.ts';
import { languageName } from '../../../../shared/matching/score.ts';
import { isLarge } from '../../../../shared/plans/solve/open-week.ts';
import { HALF_DAYS } from '../../../../shared/time/civil.ts';
import { choice, choices, type FormState, freshForm, integer, readQuery } from '../../../web/form.ts';
import { type DeskContext, townOf } from '../../env.ts';
import type { Recruitment } from './recruit-section.tsx';
import { exactAnswer, laterAnswer, listAnswer } from './recruit-words.ts';

const MOST_RECRUITS = 20;

const recruitsForm = z.object({
  combien: integer(1, MOST_RECRUITS, `Combien : écrivez un nombre de 1 à ${MOST_RECRUITS}.`),
  secteur: z.string().max(40).optional(),
  libre: choices(HALF_DAYS),
  trajet: choice(travelModes, 'Choisissez comment ils se déplacent.').default('walk'),
  langue: z.string().max(10).optional(),
});

const readRecruits = async (
  c: DeskContext,
  usualSector: string | undefined,
): Promise<{ readonly form: FormState; readonly recruits: Recruits | undefined }> => {
  if (c.req.query('combien') === undefined)
    return { form: freshForm({ combien: '3', secteur: usualSector, trajet: 'walk' }), recruits: undefined };
  const read = await readQuery(c, recruitsForm);
  if (!read.ok) return { form: read.refusal, recruits: undefined };
  const { combien, secteur, libre, trajet, langue } = read.value;
  return {
    form: { problems: [], typed: read.typed },
    recruits: { count: combien, sector: secteur, free: libre, travel: trajet, language: langue },
  };
};

const languagesAmong = (codes: readonly string[]): Recruitment['languages'] =>
  [...new Set(codes)]
    .filter((code) => code !== 'fr')
    .map((value) => ({ value, label: languageName(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'fr'));

/** What newcomers would change: from the stored week where there is one, exactly; else from the waiting list. */
export const recruitmentOf = async (c: DeskContext, forecast: Forecast): Promise<Recruitment> => {
  const town = townOf(c);
  const open = await openRecruitment(c.var.world, town, c.var.now);
  if (!open) {
    const list = waitingList(forecast.arranged, town, forecast.weeks[0] ?? forecast.today);
    const advice = adviceFromList(list, town.caps.weeklyDefault);
    const { form, recruits } = await readRecruits(c, advice[0]?.sector ?? town.sectors[0]?.code);
    return {
      monday: undefined,
      missing: list.length,
      advice,
      form,
      answer: recruits && listAnswer(town, recruits, servedFromList(list, recruits, town.caps.weeklyDefault)),
      languages: languagesAmong(list.flatMap(({ languages }) => languages)),
    };
  }
  const { problem, solved } = open;
  const advice = adviceOf(problem, solved);
  const { form, recruits } = await readRecruits(c, advice[0]?.sector ?? town.sectors[0]?.code);
  const isLater = isLarge(open.week);
  const kept = recruits && isLater ? await readQuestion(c.var.world, problem.monday, recruits) : undefined;
  const counted = kept?.answer;
  return {
    monday: problem.monday,
    missing: solved.missing.reduce((sum, { people }) => sum + people, 0),
    advice,
    form,
    answer:
      recruits &&
      (isLater
        ? laterAnswer(
            town,
            recruits,
            problem.monday,
            counted && { ...counted, outdated: outdated(counted, open) },
          )
        : exactAnswer(town, recruits, recruited(problem, solved, recruits))),
    languages: languagesAmong(problem.missions.flatMap(({ mission }) => mission.languages)),
  };
};
