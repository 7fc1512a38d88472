import * as z from 'zod';
import { askQuestion, readQuestion } from '../../../../shared/engagement/forecast/question/ask-question.ts';
import { outdated, type Question } from '../../../../shared/engagement/forecast/question/question.ts';
import { type Counted, type Recruits, recruited } from '../../../../shared/engagement/forecast/recruit.ts';
import { travelModes } from '../../../../shared/geo/travel.ts';
import { recruitment } from '../../../../shared/matching/week/answers/recruit.ts';
import { whatIsServed } from '../../../../shared/matching/week/words.ts';
import { openPlannedWeek, type PlannedWeek } from '../../../../shared/plans/hand/change-week.ts';
import { isLarge } from '../../../../shared/plans/solve/open-week.ts';
import { type CivilDay, HALF_DAYS } from '../../../../shared/time/civil.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { choice, choices, freshForm, integer, readForm, readQuery, type Typed } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { recruitsWords } from '../../engagement/forecast/recruit-words.ts';
import { actorOf, type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { weekAsked, weekTyped } from '../read.ts';
import { counted, LOOK_AGAIN, weekPath } from '../words.ts';
import { RecruitPage } from './recruit-page.tsx';
import { RecruitWaiting } from './recruit-waiting.tsx';
import type { Answered } from './what-if.tsx';

const MOST_NEWCOMERS = 20;

const WHERE = 'Habitant : choisissez un secteur de la liste.';

/** A town without sectors asks nothing of where newcomers live. */
const whatIfForm = (town: Town) => {
  const codes = town.sectors.map(({ code }) => code);
  return z.object({
    combien: integer(1, MOST_NEWCOMERS, `Combien : écrivez un nombre de 1 à ${MOST_NEWCOMERS}.`),
    secteur:
      codes.length === 0
        ? z.string().max(40).optional()
        : z.string({ error: WHERE }).refine((code) => codes.some((one) => one === code), WHERE),
    libre: choices(HALF_DAYS),
    trajet: choice(travelModes, 'Choisissez comment ils se déplacent.').default('walk'),
    langue: z
      .string()
      .regex(/^[a-z]{2}$/, 'Parlant : choisissez une langue de la liste.')
      .optional(),
  });
};

const recruitsIn = (asked: z.output<ReturnType<typeof whatIfForm>>): Recruits => ({
  count: asked.combien,
  sector: asked.secteur,
  free: asked.libre,
  travel: asked.trajet,
  language: asked.langue,
});

/** The question as an address: looked at again, sent to a colleague, gone back to. */
const askedPath = (monday: CivilDay, typed: Typed): string => {
  const query = new URLSearchParams({ semaine: monday });
  for (const name of ['combien', 'secteur', 'libre', 'trajet', 'langue'])
    for (const value of typed[name] ?? []) if (value !== '') query.append(name, value.slice(0, 60));
  return `/semaine/renforts?${query}`;
};

/** A mission for two is two places, in this week as on its own page. */
const answerIn = (
  { problem }: PlannedWeek,
  recruits: Recruits,
  { exact, missing, also }: Counted,
): Answered => ({
  question: recruitsWords(problem.town, recruits),
  sentences: [
    exact > 0
      ? `${counted(exact, `${whatIsServed(problem)} de plus trouverait quelqu’un`, `${whatIsServed(problem)}s de plus trouveraient quelqu’un`)}, sur ${missing} sans personne.`
      : `Aucune ${whatIsServed(problem)} de plus ne trouverait quelqu’un.`,
    ...also.map((sentence) => `${sentence}.`),
  ],
});

/** Of a large week: what was counted, and when; or that it may be asked. */
const keptAnswer = (recruits: Recruits, question: Question | undefined, open: PlannedWeek): Answered => {
  const { answer, failedAt } = question ?? {};
  const said = answer
    ? answerIn(open, recruits, answer)
    : { question: recruitsWords(open.problem.town, recruits), sentences: [] };
  return {
    ...said,
    kept: {
      at: answer?.at,
      outdated: answer && outdated(answer, open),
      isFailed: failedAt !== undefined,
    },
  };
};

const recruit = async (c: DeskContext): Promise<Response> => {
  const town = townOf(c);
  const { world, now } = c.var;
  const monday = weekAsked(c, town);
  const isAsked = c.req.query('combien') !== undefined;
  const read = isAsked ? await readQuery(c, whatIfForm(town)) : undefined;
  const recruits = read?.ok ? recruitsIn(read.value) : undefined;
  const question = recruits && (await readQuestion(world, monday, recruits));
  if (read && recruits && question?.asked) {
    const path = askedPath(monday, read.typed);
    c.header('refresh', `${LOOK_AGAIN}; url=${path}`);
    return show(
      c,
      <RecruitWaiting
        frame={frameOf(c)}
        monday={monday}
        path={path}
        words={recruitsWords(town, recruits)}
        asked={question.asked}
      />,
    );
  }
  const open = await openPlannedWeek(world, monday, now);
  if (!open) return seeOther(c, weekPath(monday));
  const isLater = isLarge(open.week);
  const worth = recruitment(open.problem, open.solved);
  const first = worth.sectors[0]?.key ?? town.sectors[0]?.code;
  const answered =
    recruits &&
    (isLater
      ? keptAnswer(recruits, question, open)
      : answerIn(open, recruits, recruited(open.problem, open.solved, recruits)));
  return show(
    c,
    <RecruitPage
      frame={frameOf(c)}
      town={town}
      monday={monday}
      recruitment={worth}
      form={
        read && !read.ok
          ? read.refusal
          : read
            ? { problems: [], typed: read.typed }
            : freshForm({ combien: '3', secteur: first })
      }
      answered={answered}
      since={open.isLeft ? open.since : undefined}
      isLater={isLater}
      languages={worth.languages.map(({ key, name }) => ({ value: key, label: name }))}
    />,
    read && !read.ok ? 422 : 200,
  );
};

/** Asks for the count of a large week; the page of the question says how far it is. */
const ask = async (c: DeskContext): Promise<Response> => {
  const town = townOf(c);
  const read = await readForm(c, whatIfForm(town).extend({ semaine: z.string().max(10).optional() }));
  const monday = weekTyped(read.typed.semaine?.[0], town, c.var.now);
  if (read.ok) {
    const asked = await askQuestion(c.var.world, monday, recruitsIn(read.value), actorOf(c), c.var.now);
    if (!asked.ok) return seeOther(c, weekPath(monday));
  }
  return seeOther(c, askedPath(monday, read.typed));
};

/** Where one more volunteer would count, and what so many would change. */
export const recruitRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/semaine/renforts', action: 'plan.view', handler: recruit },
  { method: 'POST', path: '/semaine/renforts', action: 'plan.change', handler: ask },
];
