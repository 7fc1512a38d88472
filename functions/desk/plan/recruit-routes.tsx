import * as z from 'zod';
import { languageName } from '../../../shared/matching/score.ts';
import { recruitment } from '../../../shared/matching/week/recruit.ts';
import { whatIf } from '../../../shared/matching/week/what-if.ts';
import { openPlannedWeek, type PlannedWeek } from '../../../shared/plans/change-week.ts';
import { HALF_DAYS, halfDaySchema } from '../../../shared/time/civil.ts';
import { frenchHalfDay } from '../../../shared/time/french.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { freshForm, integer, readForm } from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { type DeskContext, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { weekAsked } from './read.ts';
import { type Answered, RecruitPage } from './recruit-page.tsx';
import { counted, weekPath } from './words.ts';

const MOST_NEWCOMERS = 20;
/** Somebody new, as most begin: on foot, not far, once or twice a week. */
const NEWCOMER = { travel: 'walk', rangeMetres: 3_000 } as const;

const whatIfForm = z.object({
  combien: integer(1, MOST_NEWCOMERS, `Combien : écrivez un nombre de 1 à ${MOST_NEWCOMERS}.`),
  secteur: z.string().max(40),
  libre: halfDaySchema.optional(),
  langue: z.string().max(10).optional(),
});

const questionWords = (town: Town, asked: z.output<typeof whatIfForm>): string => {
  const sector = town.sectors.find(({ code }) => code === asked.secteur)?.name ?? town.name;
  const free = asked.libre
    ? `, ${asked.combien > 1 ? 'libres' : 'libre'} le ${frenchHalfDay(asked.libre)}`
    : '';
  const language = asked.langue ? `, parlant ${languageName(asked.langue)}` : '';
  return `Avec ${counted(asked.combien, 'bénévole')} de plus à ${sector}${free}${language}`;
};

const answer = (open: PlannedWeek, asked: z.output<typeof whatIfForm>): Answered => {
  const { town, problem, solved } = open;
  const sector = town.sectors.find(({ code }) => code === asked.secteur);
  const { plan, sentences } = whatIf(problem, solved, {
    kind: 'newcomers',
    count: asked.combien,
    like: {
      ...NEWCOMER,
      languages: ['fr', ...(asked.langue ? [asked.langue] : [])],
      availability: asked.libre ? [asked.libre] : [...HALF_DAYS],
      programmes: town.programmes.filter(({ on }) => on).map(({ code }) => code),
      weeklyCap: town.caps.weeklyDefault,
      restDays: town.caps.restDays,
      avoids: [],
      point: sector?.centre,
    },
  });
  const more = plan.totals.found - solved.totals.found;
  return {
    question: questionWords(town, asked),
    sentences: [
      more > 0
        ? `${counted(more, 'mission de plus trouverait quelqu’un', 'missions de plus trouveraient quelqu’un')}, sur ${solved.totals.wanted - solved.totals.found} sans personne.`
        : 'Aucune mission de plus ne trouverait quelqu’un.',
      ...sentences
        .filter((sentence) => !/trouve(nt)? quelqu’un/.test(sentence))
        .map((sentence) => `${sentence}.`),
    ],
  };
};

const typedIn = (c: DeskContext) => ({
  req: {
    formData: () => {
      const data = new FormData();
      for (const [name, value] of Object.entries(c.req.query())) data.append(name, value);
      return Promise.resolve(data);
    },
  },
});

const recruit = async (c: DeskContext): Promise<Response> => {
  const town = townOf(c);
  const monday = weekAsked(c, town);
  const open = await openPlannedWeek(c.var.world, monday, c.var.now);
  if (!open) return seeOther(c, weekPath(monday));
  const isAsked = c.req.query('combien') !== undefined;
  const read = isAsked ? await readForm(typedIn(c), whatIfForm) : undefined;
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
