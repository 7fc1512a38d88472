import { beforeAll, describe, expect, it } from 'vitest';
import { recruitRoutes } from '../../../../../functions/desk/plan/recruit/routes.tsx';
import { SYSTEM } from '../../../../../shared/audit/audit.ts';
import type { Surroundings } from '../../../../../shared/decide/decide.ts';
import { answerQuestions } from '../../../../../shared/engagement/forecast/question/answer-questions.ts';
import { readQuestion } from '../../../../../shared/engagement/forecast/question/ask-question.ts';
import { recruited } from '../../../../../shared/engagement/forecast/recruit.ts';
import { replannedWeek } from '../../../../../shared/matching/week/plan-week.ts';
import { emptyLoad } from '../../../../../shared/offers/load.ts';
import { loadKey, loadKind } from '../../../../../shared/offers/store.ts';
import { openPlannedWeek } from '../../../../../shared/plans/hand/change-week.ts';
import { solveWeek } from '../../../../../shared/plans/solve/solve-week.ts';
import { put, replace } from '../../../../../shared/table/write.ts';
import { plus } from '../../../../../shared/time/instant.ts';
import { volunteerKey, volunteerKind } from '../../../../../shared/volunteers/store.ts';
import { TUESDAY_NOON as NOW } from '../../../../builders/chain.ts';
import { missionNumber, seniorNumber } from '../../../../builders/weeks.ts';
import { surroundings, volunteerNumber } from '../../../../support/chain.ts';
import type { TestBrowser } from '../../../../support/desk.ts';
import { growPlanTown, PLAN_WEEK, planDesk } from '../town.ts';

const textOf = async (answer: Response | Promise<Response>): Promise<string> =>
  (await (await answer).text())
    .replaceAll(/<svg[\s\S]*?<\/svg>/g, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0]+/g, ' ')
    .replaceAll(/ ([,.])/g, '$1');

const QUESTION = { combien: '3', secteur: 'planoise', libre: 'tue-pm' };
const RECRUITS = {
  count: 3,
  sector: 'planoise',
  free: ['tue-pm'],
  travel: 'walk',
  language: undefined,
} as const;
const PATH = `/semaine/renforts?${new URLSearchParams({ semaine: PLAN_WEEK, ...QUESTION })}`;
const ask = (claire: TestBrowser) => claire.post('/semaine/renforts', { semaine: PLAN_WEEK, ...QUESTION });

const largeTown = async () => {
  const desk = await planDesk();
  const world = surroundings(desk.table);
  await solveWeek(world, PLAN_WEEK, SYSTEM, NOW);
  await growPlanTown(desk.table);
  return { desk, world, claire: await desk.as('coordinator') };
};
const question = (world: Surroundings) => readQuestion(world, PLAN_WEEK, RECRUITS);
const never = (error: unknown) => {
  throw error;
};

describe('what newcomers would change, in a week too large to be planned again while a page waits', () => {
  let town: Awaited<ReturnType<typeof largeTown>>;
  beforeAll(async () => {
    town = await largeTown();
  });

  it('is not counted by looking: the page says so and offers to ask', async () => {
    const { claire, world } = town;
    const page = await (await claire.get(PATH)).text();
    expect(page).toMatch(/Avec 3\s*bénévoles de plus à Planoise, libres le mardi après-midi/);
    expect(page).toContain('trop grande pour être planifiée de nouveau pendant que vous attendez');
    expect(page).not.toMatch(/missions? de plus/);
    expect(page).toMatch(
      /Depuis ce calcul, 1000.missions sont arrivées\. La carte et les tableaux sont d’avant/,
    );
    expect(page.match(/<form method="post" action="\/semaine\/renforts"/g)).toHaveLength(2);
    expect(await question(world)).toBeUndefined();
    const forecast = await textOf(claire.get(`/engagement/prevision?${new URLSearchParams(QUESTION)}`));
    expect(forecast).toContain('le calcul se demande, et sa réponse est gardée. Demander le calcul');
  });

  it('is asked once, counted by the function that has the time, kept and shown on both pages', async () => {
    const { claire, desk, world } = town;
    const asked = await ask(claire);
    expect(asked.headers.get('location')).toBe(PATH);
    const first = await question(world);
    desk.moveTo(plus(NOW, { minutes: 1 }));
    await ask(claire);
    expect(await question(world)).toEqual(first);
    const waiting = await claire.get(PATH);
    expect(waiting.headers.get('refresh')).toBe(`3; url=${PATH}`);
    expect(await textOf(waiting)).toContain('la réponse va se calculer Le calcul commence dans la minute');

    const open = await openPlannedWeek(world, PLAN_WEEK, NOW);
    if (!open) throw new Error('no plan');
    expect(open.isLeft).toBe(true);
    const { exact, missing } = recruited(open.problem, replannedWeek(open.problem, open.solved), RECRUITS);
    expect(exact).toBeGreaterThan(0);
    expect(await answerQuestions(world, NOW, never)).toEqual({ answered: 1, failed: 0 });
    // Answered, it is owed no more.
    expect(await answerQuestions(world, NOW, never)).toEqual({ answered: 0, failed: 0 });
    const answered = await claire.get(PATH);
    expect(answered.headers.get('refresh')).toBeNull();
    const page = await textOf(answered);
    expect(page).toContain(`${exact} missions de plus trouveraient quelqu’un, sur ${missing} sans personne.`);
    expect(page).toContain('Calculé mardi 24 novembre à 12 h. Calculer de nouveau');
    const forecast = await textOf(claire.get(`/engagement/prevision?${new URLSearchParams(QUESTION)}`));
    expect(forecast).toContain(
      `${exact} visites de plus trouveraient quelqu’un, sur ${missing} sans personne.`,
    );
  });

  it('says that the week has changed since, though nobody planned it again', async () => {
    const { claire, desk, world } = town;
    const paths = [PATH, `/engagement/prevision?${new URLSearchParams(QUESTION)}`];
    const told = () => Promise.all(paths.map((path) => textOf(claire.get(path))));
    const CHANGED = 'avant que des missions, des bénévoles ou des choix de la semaine ne changent.';
    // A text that leaves changes no answer.
    const load = await desk.table.get(loadKind, loadKey(volunteerNumber(1)));
    const asked = { ...(load?.value ?? emptyLoad(volunteerNumber(1))), offersSentAt: [NOW] };
    await desk.table.commit([put(loadKind, asked, 'any')]);
    for (const page of await told()) expect(page).not.toContain(CHANGED);
    // A visit that weighed on somebody does: rest follows it.
    const heavy = [{ missionId: missionNumber(90), seniorId: seniorNumber(90), day: PLAN_WEEK }];
    await desk.table.commit([put(loadKind, { ...asked, heavy }, 'any')]);
    for (const page of await told()) expect(page).toContain(CHANGED);
    await desk.table.commit([put(loadKind, asked, 'any')]);
    for (const page of await told()) expect(page).not.toContain(CHANGED);
    const léa = await desk.table.get(volunteerKind, volunteerKey(volunteerNumber(1)));
    if (!léa) throw new Error('nobody');
    await desk.table.commit([replace(volunteerKind, léa, { ...léa.value, weeklyCap: 1 })]);
    const [here, forecast] = await told();
    expect(here).toContain(`Calculé mardi 24 novembre à 12 h, ${CHANGED} Calculer de nouveau`);
    expect(forecast).toContain(`Calculé mardi 24 novembre à 12 h, ${CHANGED} Demander un nouveau calcul`);
    expect((await question(world))?.asked).toBeUndefined();
  });

  it('says that it was counted on an earlier plan, once there is another', async () => {
    const { claire, world } = town;
    await solveWeek(world, PLAN_WEEK, SYSTEM, plus(NOW, { minutes: 5 }));
    const PLANNED_AGAIN = 'sur le plan d’avant : il a été refait depuis.';
    expect(await textOf(claire.get(PATH))).toContain(PLANNED_AGAIN);
    expect(await textOf(claire.get(`/engagement/prevision?${new URLSearchParams(QUESTION)}`))).toContain(
      PLANNED_AGAIN,
    );
    // Nor is another question counted by looking at it, now that all of the plan stands.
    expect((await openPlannedWeek(world, PLAN_WEEK, plus(NOW, { minutes: 5 })))?.since).toBeUndefined();
    expect(await textOf(claire.get(PATH.replace('combien=3', 'combien=2')))).toContain('trop grande pour');
    await ask(claire);
    expect(await answerQuestions(world, plus(NOW, { minutes: 6 }), never)).toEqual({
      answered: 1,
      failed: 0,
    });
    expect(await textOf(claire.get(PATH))).not.toContain('sur le plan d’avant');
  });

  it('that fails is tried again, then shown as failed, and may be asked again; two workers take it once', async () => {
    const { claire, world } = town;
    await ask(claire);
    const broken: Surroundings = {
      ...world,
      table: { ...world.table, partition: () => Promise.reject(new Error('no table')) },
    };
    const failures: unknown[] = [];
    for (let minute = 10; minute < 13; minute += 1)
      await answerQuestions(broken, plus(NOW, { minutes: minute }), (error) => failures.push(error));
    expect(failures).toHaveLength(3);
    expect(await question(world)).not.toHaveProperty('asked');
    expect(await textOf(claire.get(PATH))).toContain('Le calcul a échoué plusieurs fois.');
    await ask(claire);
    expect(await question(world)).not.toHaveProperty('failedAt');
    const [one, other] = await Promise.all(
      [20, 20].map((minutes) => answerQuestions(world, plus(NOW, { minutes }), never)),
    );
    expect((one?.answered ?? 0) + (other?.answered ?? 0)).toBe(1);
  });

  it('keeps what was typed wrongly, and asks nothing of it', async () => {
    const { claire } = town;
    const wrong = await claire.post('/semaine/renforts', { semaine: PLAN_WEEK, ...QUESTION, combien: '99' });
    expect(wrong.headers.get('location')).toBe(PATH.replace('combien=3', 'combien=99'));
    const page = await claire.get(wrong.headers.get('location') ?? '');
    expect(page.status).toBe(422);
    expect(await textOf(page)).toContain('écrivez un nombre de 1 à 20');
    const nowhere = await claire.post('/semaine/renforts', { ...QUESTION, semaine: '2026-12-14' });
    expect(nowhere.headers.get('location')).toBe('/semaine?semaine=2026-12-14');
  });
});

describe('who may ask for a count', () => {
  it('is whoever may have the week planned: to look at it is not enough', () => {
    const action = (method: 'GET' | 'POST') => recruitRoutes.find((route) => route.method === method)?.action;
    expect([action('GET'), action('POST')]).toEqual(['plan.view', 'plan.change']);
  });
});

describe('what newcomers would change, in a town', () => {
  it('is answered at once, as before', async () => {
    const desk = await planDesk();
    await solveWeek(surroundings(desk.table), PLAN_WEEK, SYSTEM, NOW);
    const claire = await desk.as('coordinator');
    const page = await (await claire.get(PATH)).text();
    expect(page).toMatch(/Aucune mission de plus ne trouverait quelqu’un\./);
    expect(page).toContain('<form method="get" action="/semaine/renforts"');
  });
});
