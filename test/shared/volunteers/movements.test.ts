import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../shared/audit/audit.ts';
import { hidingStaged } from '../../../shared/imports/staged.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { emptyLoad } from '../../../shared/offers/load.ts';
import { loadKind } from '../../../shared/offers/store.ts';
import { create, put } from '../../../shared/table/write.ts';
import { civilDay } from '../../../shared/time/civil.ts';
import { instant } from '../../../shared/time/instant.ts';
import { fileReport } from '../../../shared/visits/hold-visit.ts';
import { activateVolunteer, recordRequirementOf } from '../../../shared/volunteers/joining/join.ts';
import { ageBandOf, movementKind, movementOf } from '../../../shared/volunteers/movements/movement.ts';
import { isFirstOfMonth, servedKind } from '../../../shared/volunteers/movements/served.ts';
import { pairVolunteers, unpairVolunteer } from '../../../shared/volunteers/profile/pair-volunteers.ts';
import { leaveVolunteer, welcomeBack } from '../../../shared/volunteers/rest/leave-volunteer.ts';
import { pauseVolunteer, resumeVolunteer } from '../../../shared/volunteers/rest/rest-volunteer.ts';
import { aMission, aVolunteer } from '../../builders/chain.ts';
import { everyRequirement, townOf } from '../../builders/volunteers.ts';
import { memoryTable } from '../../doubles/memory-table.ts';

const desk: Actor = { kind: 'staff', id: 'stf_00000000000000000000000001' };
const at = (day: string) => instant(`${day}T09:00:00.000Z`);

describe('what is written of a volunteer who comes and goes', () => {
  it('each state, once, with its day, its age band and its reason; and nothing of who they are', async () => {
    const candidate = aVolunteer({ state: 'candidate', birthYear: 1958, requirements: [] });
    const town = await townOf([candidate]);
    const { id } = candidate;
    for (const { kind, on, validUntil } of everyRequirement())
      await recordRequirementOf(town.world, id, { kind, on, validUntil }, desk.id as never, at('2026-02-01'));
    await activateVolunteer(town.world, id, desk, at('2026-02-02'));
    await pauseVolunteer(town.world, id, civilDay('2026-03-20'), { kind: 'volunteer', id }, at('2026-03-01'));
    await pauseVolunteer(town.world, id, civilDay('2026-03-20'), { kind: 'volunteer', id }, at('2026-03-01'));
    await resumeVolunteer(town.world, id, { kind: 'volunteer', id }, at('2026-03-10'));
    await leaveVolunteer(town.world, id, 'moved', { kind: 'volunteer', id }, at('2026-06-10'));
    await welcomeBack(town.world, id, desk, at('2026-09-10'));
    const movements = town.all(movementKind).sort((a, b) => a.seq - b.seq);
    expect(movements.map(({ from, to, on, reason }) => [from, to, on, reason])).toEqual([
      ['candidate', 'interviewed', '2026-02-01', undefined],
      ['interviewed', 'active', '2026-02-02', undefined],
      ['active', 'paused', '2026-03-01', undefined],
      ['paused', 'active', '2026-03-10', undefined],
      ['active', 'leaving', '2026-06-10', 'moved'],
      ['left', 'candidate', '2026-09-10', undefined],
    ]);
    expect(new Set(movements.map(({ band }) => band))).toEqual(new Set(['60-74']));
    expect(JSON.stringify(movements)).not.toContain(candidate.lastName);
  });

  it('a binôme made and ended, on both sides', async () => {
    const [one, two] = [aVolunteer(), aVolunteer({ id: 'vol_00000000000000000000000002' as never })];
    const town = await townOf([one, two]);
    await pairVolunteers(town.world, one.id, two.id, desk, at('2026-04-01'));
    await unpairVolunteer(town.world, two.id, desk, at('2026-05-01'));
    expect(town.all(movementKind).map(({ volunteerId, on, paired }) => [volunteerId, on, paired])).toEqual(
      expect.arrayContaining([
        [one.id, '2026-04-01', true],
        [two.id, '2026-04-01', true],
        [one.id, '2026-05-01', false],
        [two.id, '2026-05-01', false],
      ]),
    );
    expect(town.all(movementKind)).toHaveLength(4);
  });

  it('no movement when only the file changes', () => {
    const before = aVolunteer();
    expect(movementOf(before, { ...before, weeklyCap: 1 }, 2, at('2026-04-01'))).toBeUndefined();
    const leaving = aVolunteer({ state: 'leaving' });
    expect(movementOf(leaving, { ...leaving, state: 'left' }, 3, at('2026-04-01'))).toBeUndefined();
  });

  it('somebody of an import that is not committed has not come', async () => {
    const table = memoryTable();
    const movement = movementOf(undefined, aVolunteer(), 1, at('2026-04-01'));
    if (!movement) throw new Error('an arrival is a movement');
    const importId = 'imp_00000000000000000000000001' as never;
    await table.commit([create(movementKind, { ...movement, importId })]);
    const list = { partition: 'besancon#movement' };
    expect((await table.index('list', list)).items).toHaveLength(1);
    expect((await hidingStaged(table).index('list', list)).items).toHaveLength(0);
  });

  it('bands that name nobody, and an age that is not known', () => {
    expect([2000, 1990, 1960, 1945, undefined].map((year) => ageBandOf(year, '2026-04-01'))).toEqual([
      'under-30',
      '30-59',
      '60-74',
      '75-plus',
      'unknown',
    ]);
  });

  it('a month in which they served, with its first report and no other', async () => {
    expect(isFirstOfMonth(undefined, civilDay('2026-04-12'))).toBe(true);
    expect(isFirstOfMonth(civilDay('2026-04-02'), civilDay('2026-04-12'))).toBe(false);
    expect(isFirstOfMonth(civilDay('2026-04-30'), civilDay('2026-05-01'))).toBe(true);

    const volunteer = aVolunteer();
    const town = await townOf([volunteer]);
    const held = (n: number, day: string, outcome: 'done' | 'prevented') => ({
      outcome,
      mission: aMission({
        id: `mis_${String(n).padStart(26, '0')}` as never,
        state: 'filled',
        day: civilDay(day),
        startsAt: at(day),
        holder: { volunteerId: volunteer.id, since: at('2026-03-01'), via: 'link', devices: [] } as never,
      }),
    });
    await town.world.table.commit([put(loadKind, emptyLoad(volunteer.id), 'absent')]);
    for (const { mission, outcome } of [
      held(1, '2026-04-02', 'prevented'),
      held(2, '2026-04-12', 'done'),
      held(3, '2026-04-20', 'done'),
      held(4, '2026-05-04', 'done'),
    ]) {
      await town.world.table.commit([put(missionKind, mission, 'absent')]);
      const subject = {
        missionId: mission.id,
        volunteerId: volunteer.id,
        seniorId: mission.seniorId,
        consent: 'FRIENDLY_VISIT',
      } as never;
      const said = { outcome, words: '', thanks: '' };
      const by: Actor = { kind: 'volunteer', id: volunteer.id };
      const told = await fileReport(town.world, subject, said, by, at('2026-05-06'));
      expect(told.ok).toBe(true);
    }
    expect(town.all(servedKind).map(({ month, on }) => [month, on])).toEqual([
      ['2026-04', '2026-04-12'],
      ['2026-05', '2026-05-04'],
    ]);
    expect(town.all(loadKind)[0]?.lastServed).toBe('2026-05-04');
  });

  it('the visits they found heavy, with the report; a report said again takes it back', async () => {
    const volunteer = aVolunteer();
    const town = await townOf([volunteer]);
    const mission = aMission({
      state: 'filled',
      day: civilDay('2026-04-12'),
      startsAt: at('2026-04-12'),
      holder: { volunteerId: volunteer.id, since: at('2026-03-01'), via: 'link', devices: [] } as never,
    });
    await town.world.table.commit([
      put(loadKind, emptyLoad(volunteer.id), 'absent'),
      put(missionKind, mission, 'absent'),
    ]);
    const subject = {
      missionId: mission.id,
      volunteerId: volunteer.id,
      seniorId: mission.seniorId,
      consent: 'FRIENDLY_VISIT',
    } as never;
    const by: Actor = { kind: 'volunteer', id: volunteer.id };
    const tell = (me: 'heavy' | 'fine', outcome: 'done' | 'put-off' = 'done') =>
      fileReport(town.world, subject, { outcome, me, words: '', thanks: '' }, by, at('2026-04-13'));
    const heavy = () => town.all(loadKind)[0]?.heavy ?? [];
    await tell('heavy');
    expect(heavy()).toEqual([{ missionId: mission.id, seniorId: mission.seniorId, day: '2026-04-12' }]);
    await tell('fine');
    expect(heavy()).toEqual([]);
    await tell('heavy', 'put-off');
    expect(heavy()).toEqual([]);
  });
});
