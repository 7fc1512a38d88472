import { describe, expect, it } from 'vitest';
import { followByList, listMembers } from '../../../shared/friendly/members.ts';
import { acceptBatch } from '../../../shared/heat/batches/answer-batch.ts';
import { viewBatch } from '../../../shared/heat/batches/view-batch.ts';
import { readBoard } from '../../../shared/heat/board/read-board.ts';
import type { CallTask } from '../../../shared/heat/calls/task.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { emptyLoad } from '../../../shared/offers/load.ts';
import { loadKind } from '../../../shared/offers/store.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { pauseService } from '../../../shared/services/arrange/arrange-service.ts';
import { closeSenior } from '../../../shared/situations/close-senior.ts';
import { withdrawConsent } from '../../../shared/situations/record-consent.ts';
import { put, replace } from '../../../shared/table/write.ts';
import { addDays, civilDay } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import { volunteerNumber } from '../../support/chain.ts';
import {
  aFriend,
  CALM_DAY,
  calm,
  type FriendlyTown,
  memberNumber,
  openFriendlyTown,
  serviceNumber,
} from '../../support/friendly-day.ts';
import { CLAIRE, SOFIA } from '../../support/situations.ts';

const claire = { kind: 'staff', id: CLAIRE } as const;
const members = (n: number) => Array.from({ length: n }, () => ({}));
const callOf = (town: FriendlyTown, n: number, day = CALM_DAY): CallTask => {
  const found = town.calls().find((call) => call.personId === memberNumber(n) && call.day === day);
  if (!found) throw new Error(`no call for ${n} on ${day}`);
  return found;
};
const WEDNESDAY = addDays(CALM_DAY, 1);

describe('a list appears by itself on each day of calls', () => {
  it('at seven, once, however often the agenda passes', async () => {
    const town = await openFriendlyTown(members(3));
    await town.tick(calm('06:59'));
    expect(town.rounds()).toEqual([]);
    await town.tick(calm('07:00'));
    await town.tick(calm('07:00'));
    await town.tick(calm('07:01'));
    expect(town.rounds()).toMatchObject([{ day: CALM_DAY, state: 'open', duty: [CLAIRE] }]);
    expect(town.calls()).toHaveLength(3);
    expect(town.calls().every(({ deadline, state }) => state === 'open' && deadline !== undefined)).toBe(
      true,
    );
  });

  it('never on a weekend when the town calls on working days, nor on a public holiday', async () => {
    const town = await openFriendlyTown(members(1));
    for (const day of ['2026-11-28', '2026-11-29', '2026-12-25'])
      await town.tick(calm('08:00', civilDay(day)));
    expect(town.rounds()).toEqual([]);
  });

  it('calls each person on her own days; a day that falls on a weekend is made up on the next list', async () => {
    const town = await openFriendlyTown([
      { service: { byList: { weekdays: [2] } } },
      { service: { byList: { weekdays: [3] } } },
      { service: { byList: { weekdays: [2, 5] } } },
      { service: { byList: { weekdays: [7] } } },
    ]);
    const called = (day: typeof CALM_DAY) =>
      town
        .calls()
        .filter((call) => call.day === day)
        .map((call) => [0, 1, 2, 3].find((n) => memberNumber(n) === call.personId))
        .sort();
    for (const day of [CALM_DAY, WEDNESDAY, ...[2, 3, 6].map((n) => addDays(CALM_DAY, n))]) {
      await town.tick(calm('07:00', day));
      for (const call of town.calls().filter((one) => one.day === day && one.state === 'open'))
        await town.say(call, 'well', calm('10:00', day));
      await town.tick(calm('18:01', day));
    }
    expect([called(CALM_DAY), called(WEDNESDAY)]).toEqual([[0, 2], [1]]);
    expect([called(addDays(CALM_DAY, 3)), called(addDays(CALM_DAY, 6))]).toEqual([[2], [3]]);
  });
});

describe('who is on it (laws 4 and 6)', () => {
  it('nobody without her own consent, paused, away, closed, or called at an hour of her own', async () => {
    const town = await openFriendlyTown([
      {},
      { agrees: false },
      { service: { state: 'paused' } },
      { senior: { absences: [{ from: CALM_DAY, to: CALM_DAY }] } },
      { senior: { state: 'closed', closed: { reason: 'died', at: calm('05:00') } } },
      { service: { byList: undefined } },
    ]);
    await town.tick(calm('07:00'));
    expect(town.calls().map(({ personId }) => personId)).toEqual([memberNumber(0)]);
  });

  it('takes her off at once when she withdraws, dies or pauses, a volunteer’s page included', async () => {
    const town = await openFriendlyTown(members(4), [aFriend(0)]);
    await town.tick(calm('08:30'));
    const [batch] = town.batches();
    if (!batch) throw new Error('no batch');
    const subject = { batchId: batch.id, volunteerId: volunteerNumber(0) };
    const actor = { kind: 'volunteer', id: volunteerNumber(0) } as const;
    const manner = { via: 'link', actor, device: 'd'.repeat(64) } as const;
    expect((await acceptBatch(town.world, subject, manner, calm('09:00'))).ok).toBe(true);
    await withdrawConsent(town.world, memberNumber(0), 'FRIENDLY_CALL', 'phone', claire, calm('10:00'));
    await closeSenior(town.world, memberNumber(1), 'died', claire, calm('10:00'));
    await pauseService(town.world, serviceNumber(2), undefined, claire, calm('10:00'));
    expect([0, 1, 2, 3].map((n) => callOf(town, n).stopped?.reason)).toEqual([
      'no-longer-agrees',
      'died',
      'not-followed',
      undefined,
    ]);
    const view = await viewBatch(town.world, subject, manner.device, calm('10:01'));
    const names = view?.kind === 'yours' ? view.lines.map(({ person }) => person?.lastName) : [];
    expect(names.filter(Boolean)).toEqual(['Perrin3']);
  });

  it('hides a name from a volunteer in the very moment of a withdrawal, before the list has followed', async () => {
    const town = await openFriendlyTown(members(1), [aFriend(0)]);
    await town.tick(calm('08:30'));
    const batchId = town.batches()[0]?.id;
    if (!batchId) throw new Error('no batch');
    const subject = { batchId, volunteerId: volunteerNumber(0) };
    const actor = { kind: 'volunteer', id: volunteerNumber(0) } as const;
    const device = 'd'.repeat(64);
    await acceptBatch(town.world, subject, { via: 'link', actor, device }, calm('09:00'));
    const stored = await town.table.get(seniorKind, seniorKey(memberNumber(0)));
    if (!stored) throw new Error('no file');
    await town.table.commit([
      replace(seniorKind, stored, { ...stored.value, exclusions: [volunteerNumber(0)] }),
    ]);
    const view = await viewBatch(town.world, subject, device, calm('09:05'));
    expect(view).toMatchObject({ kind: 'yours', lines: [{ task: { state: 'open' } }] });
    expect(JSON.stringify(view)).not.toContain('Perrin0');
  });

  it('puts a person added in the day on the list at once, and calls off what was planned for her', async () => {
    const town = await openFriendlyTown([
      {},
      { service: { byList: undefined, planAt: calm('06:00'), cadence: 'weekly' } },
    ]);
    await town.tick(calm('07:00'));
    const planned = () => town.all(missionKind).filter(({ state }) => state !== 'cancelled');
    expect(planned().length).toBeGreaterThan(0);
    expect(town.calls()).toHaveLength(1);
    const wish = { programme: 'FRIENDLY_CALL', weekdays: [], cadence: 'daily' } as const;
    const done = await followByList(town.world, memberNumber(1), wish, claire, calm('09:00'));
    expect(done.ok).toBe(true);
    expect(town.calls()).toHaveLength(2);
    expect(planned()).toEqual([]);
    expect(await listMembers(town.world, 'FRIENDLY_CALL')).toHaveLength(2);
    await town.tick(calm('06:00', WEDNESDAY));
    expect(planned()).toEqual([]);
  });
});

describe('volunteers first', () => {
  it('asks her own volunteer before anybody, in words without a name; caps, rest and exclusions hold', async () => {
    const town = await openFriendlyTown(
      [
        {
          service: {
            pairings: [
              { volunteerId: volunteerNumber(2), state: 'active', role: 'primary', since: calm('06:00') },
            ],
          },
        },
        { senior: { exclusions: [volunteerNumber(2), volunteerNumber(1)] } },
      ],
      [
        aFriend(1, { weeklyCap: 1, restUntil: addDays(CALM_DAY, 2) }),
        aFriend(2),
        aFriend(3, { programmes: ['FRIENDLY_VISIT'] }),
      ],
    );
    await town.tick(calm('07:00'));
    expect(town.texts()).toEqual([]);
    await town.tick(calm('08:30'));
    expect(town.batches()).toMatchObject([
      { people: [memberNumber(0)], asked: [{ volunteerId: volunteerNumber(2) }] },
    ]);
    expect(town.texts().map(({ message }) => message)).toMatchObject([
      { kind: 'calls-offer', count: 1, friendly: true },
    ]);
  });

  it('gives back to the team, in the early afternoon, what a silent volunteer holds', async () => {
    const town = await openFriendlyTown(members(2), [aFriend(0)]);
    await town.tick(calm('08:30'));
    const batch = town.batches()[0];
    if (!batch) throw new Error('no batch');
    const actor = { kind: 'volunteer', id: volunteerNumber(0) } as const;
    const subject = { batchId: batch.id, volunteerId: volunteerNumber(0) };
    await acceptBatch(town.world, subject, { via: 'link', actor }, calm('09:00'));
    expect(callOf(town, 0).holder.by).toBe('volunteer');
    await town.tick(calm('14:01'));
    expect(callOf(town, 0)).toMatchObject({ state: 'open', holder: { by: 'desk' }, deadline: calm('18:00') });
  });
});

describe('a gentle ladder', () => {
  it('tries again the same day, then on the next list, then tells her referent; nobody is ever sent', async () => {
    const town = await openFriendlyTown([{ service: { byList: { weekdays: [2] } } }]);
    await town.tick(calm('07:00'));
    await town.say(callOf(town, 0), 'no-answer', calm('10:00'));
    expect(callOf(town, 0)).toMatchObject({ state: 'open', rung: 'call-2', notBefore: calm('12:00') });
    await town.say(callOf(town, 0), 'no-answer', calm('15:00'));
    expect(callOf(town, 0)).toMatchObject({ state: 'escalated', escalated: { reason: 'next-day' } });
    await town.tick(calm('18:01'));
    expect(town.rounds()[0]?.state).toBe('closed');
    expect(town.deskTasks()).toEqual([]);
    // Wednesday is not her day: she is called again all the same.
    await town.tick(calm('07:00', WEDNESDAY));
    await town.say(callOf(town, 0, WEDNESDAY), 'no-answer', calm('10:00', WEDNESDAY));
    await town.tick(calm('18:01', WEDNESDAY));
    expect(callOf(town, 0, WEDNESDAY)).toMatchObject({ rung: 'referent', escalated: { reason: 'referent' } });
    expect(town.deskTasks()).toMatchObject([
      { kind: 'friendly-calls', assigneeId: SOFIA, seniorId: memberNumber(0), state: 'open' },
    ]);
    // Her referent reaches her later: the task is done by itself.
    await town.say(callOf(town, 0, WEDNESDAY), 'well', calm('19:00', WEDNESDAY), SOFIA);
    expect(town.deskTasks()[0]?.state).toBe('done');
  });

  it('refuses the door and the police, and treats a distress as on any day', async () => {
    const town = await openFriendlyTown(members(1));
    await town.tick(calm('07:00'));
    for (const code of ['door-closed', 'passed-to-police'] as const)
      expect(await town.say(callOf(town, 0), code, calm('10:00'))).toMatchObject({
        refusal: 'not-on-this-list',
      });
    await town.say(callOf(town, 0), 'distress', calm('10:00'));
    expect(town.deskTasks()).toMatchObject([{ kind: 'call-distress', urgent: true, assigneeId: CLAIRE }]);
    await town.tick(calm('18:01'));
    expect(town.rounds()[0]?.state).toBe('open');
    await town.say(callOf(town, 0), 'passed-to-rescue', calm('18:05'));
    await town.tick(calm('18:06'));
    expect(town.rounds()[0]?.state).toBe('closed');
  });

  it('tells the team, once, how many nobody found the time to call; their referents are not told for that', async () => {
    const town = await openFriendlyTown(members(2));
    for (const day of [CALM_DAY, WEDNESDAY]) {
      await town.tick(calm('07:00', day));
      await town.tick(calm('18:01', day));
      await town.tick(calm('18:02', day));
    }
    expect(
      town.deskTasks().map(({ kind, seniorId, sentence }) => [kind, seniorId, sentence.slice(0, 29)]),
    ).toEqual(
      [CALM_DAY, WEDNESDAY].map(() => ['friendly-calls', undefined, '2 personnes n’ont pas pu être']),
    );
  });

  it('counts a call that reached her as a contact of her file', async () => {
    const town = await openFriendlyTown(members(1));
    await town.tick(calm('07:00'));
    await town.say(callOf(town, 0), 'well', calm('10:00'));
    const file = await town.table.get(seniorKind, seniorKey(memberNumber(0)));
    expect(file?.value.lastContactAt).toBe(calm('10:00'));
    const round = town.rounds()[0];
    const board = round && (await readBoard(town.world, round.id, plus(calm('10:00'), { minutes: 1 })));
    expect(board).toMatchObject({
      counts: { reached: 1, open: 0 },
      balance: { owed: 1, rows: 1, holds: true },
    });
  });
});

it.each([
  ['asked an hour ago and not answered', calm('08:00'), 'offered', 0],
  ['answered', calm('08:00'), 'held', 1],
  ['left open since the day before', calm('11:00', addDays(CALM_DAY, -1)), 'offered', 1],
] as const)('puts no list on top of a question that waits: one %s', async (_, askedAt, state, batches) => {
  const town = await openFriendlyTown(members(1), [aFriend(1)]);
  const calls = [{ batchId: 'bat_another', day: addDays(CALM_DAY, 2), state, askedAt }];
  const load = { ...emptyLoad(volunteerNumber(1)), calls, offersSentAt: [askedAt] };
  await town.table.commit([put(loadKind, load, 'absent')]);
  await town.tick(calm('07:00'));
  await town.tick(calm('08:30'));
  expect(town.batches()).toHaveLength(batches);
});
