import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../../shared/engagement/signals/fact.ts';
import { noticedKind } from '../../../../shared/engagement/signals/noticed.ts';
import { attentionKind, noAttention, withCorrection } from '../../../../shared/engagement/steps/attention.ts';
import { seniorIdSchema } from '../../../../shared/ids/ids.ts';
import { missionKey, missionKind } from '../../../../shared/missions/store.ts';
import { emptyLoad, type Load } from '../../../../shared/offers/load.ts';
import { loadKind } from '../../../../shared/offers/store.ts';
import { readRows } from '../../../../shared/plans/plan-store.ts';
import { planIdOf, planKey, planKind } from '../../../../shared/plans/week-plan.ts';
import type { FourCircles } from '../../../../shared/seniors/picture/four-circles.ts';
import { takePicture } from '../../../../shared/seniors/picture/take-picture.ts';
import { put, replace } from '../../../../shared/table/write.ts';
import { addDays, civilDay } from '../../../../shared/time/civil.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { aTown, TUESDAY_NOON } from '../../../builders/chain.ts';
import { missionNumber } from '../../../builders/weeks.ts';
import { volunteerNumber } from '../../../support/chain.ts';
import { staffIdOf, type TestDesk } from '../../../support/desk.ts';
import { PLAN_WEEK, planDesk, planMission } from './town.ts';

/** What the network knows of who tires and of who is alone bears on the week that the desk proposes. */
const restless = { caps: { ...aTown().caps, restDays: 0 } };
const CLAIRE = { kind: 'staff', id: staffIdOf('coordinator') } as const;

const becomes = async (desk: TestDesk, n: number, more: Partial<Volunteer>) => {
  const stored = await desk.table.get(volunteerKind, volunteerKey(volunteerNumber(n)));
  if (!stored) throw new Error('no such volunteer');
  await desk.table.commit([replace(volunteerKind, stored, { ...stored.value, ...more })]);
};
/** The week as it is proposed now: who goes where, and the pages' words. */
const proposed = async (desk: TestDesk) => {
  const claire = await desk.as('coordinator');
  await claire.post('/semaine/proposer', { semaine: PLAN_WEEK });
  const plan = await desk.table.get(planKind, planKey(planIdOf('besancon', PLAN_WEEK)));
  const rows = (plan?.value.result && (await readRows(desk.table, plan.value.id, plan.value.result))) || [];
  const page = await (await claire.get(`/semaine?semaine=${PLAN_WEEK}`)).text();
  return {
    html: page,
    page: page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' '),
    of: (n: number) =>
      rows.filter(({ choices }) => choices.some((one) => one.volunteerId === volunteerNumber(n))).length,
    isServed: (n: number) =>
      rows.some(({ missionId, choices }) => missionId === planMission(n) && choices.length > 0),
  };
};
const noticed = (n: number, facts: readonly Pick<Fact, 'kind' | 'sentence'>[]) =>
  put(
    noticedKind,
    {
      volunteerId: volunteerNumber(n),
      town: 'besancon',
      facts: facts.map((fact) => ({ ...fact, since: civilDay('2026-11-01') })),
    },
    'any',
  );
const carries = (n: number, more: Partial<Load>) =>
  put(loadKind, { ...emptyLoad(volunteerNumber(n)), ...more }, 'any');
const heavyAt = (visit: number, of: number, daysBefore: number) => ({
  missionId: missionNumber(800 + visit),
  seniorId: seniorIdSchema.parse(`sen_${String(of).repeat(26)}`),
  day: addDays(PLAN_WEEK, -daysBefore),
});

/** Two visits at Camille's door, two for Léa, who could take a third: nobody asks for rest between two. */
const unhurried = async (desk: TestDesk) => {
  await becomes(desk, 0, { restDays: 0, weeklyCap: 2 });
  await becomes(desk, 1, { restDays: 0, weeklyCap: 4 });
};

describe('whoever is tiring', () => {
  const FULL: Pick<Fact, 'kind' | 'sentence'> = {
    kind: 'full-weeks',
    sentence: 'Huit missions en quatre semaines, pour huit au plus déclarées.',
  };

  it('is given fewer missions where somebody else can go, and is named with the fact where nobody can', async () => {
    const desk = await planDesk({ missions: 5, volunteers: 2, town: restless });
    await unhurried(desk);
    expect((await proposed(desk)).of(0)).toBe(2);
    await desk.table.commit([noticed(0, [FULL])]);
    expect((await proposed(desk)).of(0)).toBe(1);
    await becomes(desk, 1, { availability: ['mon-am'] });
    const alone = await proposed(desk);
    expect(alone.of(0)).toBe(2);
    expect(alone.html).toContain('<span class="no-print"> À savoir');
    expect(alone.page).toContain('À savoir : huit missions en quatre semaines, pour huit au plus déclarées.');
  });

  it('is spared no more once they said that it is not so', async () => {
    const desk = await planDesk({ missions: 5, volunteers: 2, town: restless });
    await unhurried(desk);
    await desk.table.commit([noticed(0, [FULL])]);
    const corrected = withCorrection(noAttention(volunteerNumber(0), 'besancon'), {
      at: TUESDAY_NOON,
      words: '',
      ...FULL,
    });
    await desk.table.commit([put(attentionKind, corrected, 'absent')]);
    const after = await proposed(desk);
    expect(after.of(0)).toBe(2);
    expect(after.page).not.toContain('À savoir');
  });

  it('is not spared for what they answered to the quarter’s questions', async () => {
    const desk = await planDesk({ missions: 5, volunteers: 2, town: restless });
    await unhurried(desk);
    await desk.table.commit([
      noticed(0, [{ kind: 'worn-out', sentence: 'Point du trimestre : à entourer.' }]),
    ]);
    expect((await proposed(desk)).of(0)).toBe(2);
  });

  it('rests for three days after a visit they found heavy', async () => {
    const desk = await planDesk({ missions: 2, volunteers: 1, town: restless });
    await becomes(desk, 0, { restDays: 0 });
    expect((await proposed(desk)).of(0)).toBe(1);
    await desk.table.commit([carries(0, { heavy: [heavyAt(1, 5, 1)] })]);
    const after = await proposed(desk);
    expect(after.of(0)).toBe(0);
    expect(after.page).toContain('Le seul bénévole se repose après une visite éprouvante');
  });
});

describe('a visit that weighed on those who went', () => {
  it('leaves whoever goes next their rest after it', async () => {
    const desk = await planDesk({ missions: 4, volunteers: 1, town: restless });
    await becomes(desk, 0, { restDays: 0, weeklyCap: 3 });
    expect((await proposed(desk)).of(0)).toBe(3);
    // Two volunteers found the visits at the first person heavy, weeks ago.
    await desk.table.commit([
      carries(0, { heavy: [heavyAt(1, 0, 20)] }),
      carries(9, { heavy: [heavyAt(2, 0, 27)] }),
    ]);
    expect((await proposed(desk)).of(0)).toBe(3);
    const stored = await desk.table.get(volunteerKind, volunteerKey(volunteerNumber(0)));
    if (!stored) throw new Error('no volunteer');
    const other = { ...stored.value, id: volunteerNumber(9), availability: [] };
    await desk.table.commit([put(volunteerKind, other, 'absent')]);
    expect((await proposed(desk)).of(0)).toBe(2);
  });
});

describe('whoever is most alone', () => {
  it('comes first where there are too few people, once she said who is around her', async () => {
    const desk = await planDesk({ missions: 3, volunteers: 1, town: restless });
    await becomes(desk, 0, { weeklyCap: 1 });
    const before = await proposed(desk);
    const left = [0, 1].find((n) => !before.isServed(n)) ?? 0;
    const mission = await desk.table.get(missionKind, missionKey(planMission(left)));
    if (!mission) throw new Error('no mission');
    const said = (answer: FourCircles['family']): FourCircles => ({
      family: answer,
      friends: answer,
      neighbours: answer,
      associations: answer,
    });
    const picture = (answer: FourCircles['family']) =>
      takePicture(
        desk.world,
        mission.value.seniorId,
        { instrument: 'four-circles', answers: said(answer) },
        CLAIRE,
        TUESDAY_NOON,
      );
    expect((await picture('never')).ok).toBe(true);
    expect((await proposed(desk)).isServed(left)).toBe(true);
  });
});
