import * as z from 'zod';
import { recruited } from '../../../shared/engagement/forecast/recruit.ts';
import { recruitment } from '../../../shared/matching/week/recruit.ts';
import { openPlannedWeek, type PlannedWeek } from '../../../shared/plans/change-week.ts';
import { halfDaySchema } from '../../../shared/time/civil.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { freshForm, integer, readQuery } from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { recruitsWords } from '../engagement/forecast/recruit-words.ts';
import { type DeskContext, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { weekAsked } from './read.ts';
import { type Answered, RecruitPage } from './recruit-page.tsx';
import { counted, PROPOSE_FIRST, sinceWords, weekPath } from './words.ts';

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
    libre: halfDaySchema.optional(),
    langue: z
      .string()
      .regex(/^[a-z]{2}$/, 'Parlant : choisissez une langue de la liste.')
      .optional(),
  });
};

const answer = (open: PlannedWeek, asked: z.output<ReturnType<typeof whatIfForm>>): Answered => {
  const { town, problem, solved } = open;
  const recruits = {
    count: asked.combien,
    sector: asked.secteur,
    free: asked.libre ? [asked.libre] : [],
    travel: 'walk',
    language: asked.langue,
  } as const;
  const question = recruitsWords(town, recruits);
  // What came since would be counted as theirs.
  if (open.isLeft && open.since) return { question, sentences: [sinceWords(open.since), PROPOSE_FIRST] };
  const { exact, missing, also } = recruited(problem, solved, recruits);
  return {
    question,
    sentences: [
      exact > 0
        ? `${counted(exact, 'mission de plus trouverait quelqu’un', 'missions de plus trouveraient quelqu’un')}, sur ${missing} sans personne.`
        : 'Aucune mission de plus ne trouverait quelqu’un.',
      ...also.map((sentence) => `${sentence}.`),
    ],
  };
};

const recruit = async (c: DeskContext): Promise<Response> => {
  const town = townOf(c);
  const monday = weekAsked(c, town);
  const open = await openPlannedWeek(c.var.world, monday, c.var.now);
  if (!open) return seeOther(c, weekPath(monday));
  const isAsked = c.req.query('combien') !== undefined;
  const read = isAsked ? await readQuery(c, whatIfForm(town)) : undefined;
  const worth = recruitment(open.problem, open.solved);
  const first = worth.sectors[0]?.key ?? town.sectors[0]?.code;
  const form =
    read && !read.ok
      ? read.refusal
      : freshForm(read?.ok ? { ...read.value } : { combien: '3', secteur: first });
  return show(
    c,
    <RecruitPage
      frame={frameOf(c)}
      town={town}
      monday={monday}
      recruitment={worth}
      form={form}
      answered={read?.ok ? answer(open, read.value) : undefined}
      languages={worth.languages.map(({ key, name }) => ({ value: key, label: name }))}
    />,
    read && !read.ok ? 422 : 200,
  );
};

/** Where one more volunteer would count, and what so many would change. */
export const recruitRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/semaine/renforts', action: 'plan.view', handler: recruit },
];
