import { describe, expect, it } from 'vitest';
import { missionSchema } from '../../../../shared/missions/mission.ts';
import { missionKey, missionKind } from '../../../../shared/missions/store.ts';
import { put, replace } from '../../../../shared/table/write.ts';
import { instant } from '../../../../shared/time/instant.ts';
import type { TestBrowser, TestDesk } from '../../../support/desk.ts';
import { PLAN_WEEK, planDesk, planMission } from './town.ts';

const WEEK = `/semaine?semaine=${PLAN_WEEK}`;
const textOf = async (answer: Response | Promise<Response>): Promise<string> =>
  (await (await answer).text())
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([,.])/g, '$1');
const proposed = async (options: Parameters<typeof planDesk>[0]) => {
  const desk = await planDesk(options);
  const claire = await desk.as('coordinator');
  await claire.post('/semaine/proposer', { semaine: PLAN_WEEK });
  return { desk, claire };
};
const send = async (claire: TestBrowser) => {
  const page = await (await claire.get(`/semaine/envoyer?semaine=${PLAN_WEEK}`)).text();
  const plan = /name="plan" value="(\w+)"/.exec(page)?.[1] ?? '';
  await claire.post('/semaine/envoyer', { semaine: PLAN_WEEK, plan });
};
const isForTwo = async (desk: TestDesk, n: number, twin: number) => {
  const stored = await desk.table.get(missionKind, missionKey(planMission(n)));
  if (!stored) throw new Error('no such mission');
  await desk.table.commit([
    replace(missionKind, stored, { ...stored.value, twinId: planMission(twin) }),
    put(
      missionKind,
      missionSchema.parse({ ...stored.value, id: planMission(twin), twinId: planMission(n) }),
      'absent',
    ),
  ]);
};

describe('a week of a single mission', () => {
  it('is told as one, found or not', async () => {
    const none = await proposed({ missions: 1 });
    expect(await textOf(none.claire.get(WEEK))).toContain(
      'Le plan ne trouve personne pour la mission à pourvoir.',
    );
    const one = await proposed({ missions: 2 });
    const stored = await one.desk.table.get(missionKind, missionKey(planMission(1)));
    if (!stored) throw new Error('no such mission');
    await one.desk.table.commit([
      replace(missionKind, stored, { ...stored.value, state: 'cancelled' as const }),
    ]);
    await one.claire.post('/semaine/proposer', { semaine: PLAN_WEEK });
    expect(await textOf(one.claire.get(WEEK))).toContain(
      'Le plan trouve quelqu’un pour la mission à pourvoir.',
    );
  });
});

describe('a town without a volunteer', () => {
  it('sends nobody to look for the rest of a list that is all there is, nor among people who are not', async () => {
    const { claire } = await proposed({ missions: 3, volunteers: 0 });
    expect(await textOf(claire.get(WEEK))).not.toContain('Voir celles qui restent');
    const mission = await textOf(claire.get(`/semaine/missions/${planMission(0)}`));
    expect(mission).toContain('Il n’y a aucun bénévole en activité.');
    expect(mission).not.toContain('pourrait s’en charger');
  });
});

describe('a week whose plan has nothing left to say', () => {
  it('says what a week without missions says', async () => {
    const { claire } = await proposed({ missions: 0 });
    const page = await textOf(claire.get(WEEK));
    expect(page).toContain('Aucune mission cette semaine-là.');
    expect(page).not.toMatch(/C’est prouvé|Par bénévole|Où recruter/);
  });
});

describe('a visit by two that nobody was found for', () => {
  it('stays one line once the week is sent', async () => {
    const desk = await planDesk();
    await isForTwo(desk, 6, 8);
    const claire = await desk.as('coordinator');
    await claire.post('/semaine/proposer', { semaine: PLAN_WEEK });
    await send(claire);
    const page = await textOf(claire.get(WEEK));
    expect(page).toContain('Les propositions sont envoyées');
    expect(page.match(/ne parlent pas portugais/g)).toHaveLength(1);
  });
});

describe('a week sent before the hours of texts', () => {
  it('says of each only the hour, where it is of today', async () => {
    const { desk } = await proposed({});
    desk.moveTo(instant('2026-11-25T06:30:00.000Z'));
    const claire = await desk.as('coordinator');
    await send(claire);
    expect(await textOf(claire.get(WEEK))).toContain(' SMS à 8 h 30 ');
  });
});
