import { describe, expect, it } from 'vitest';
import { auditKind } from '../../../../shared/audit/audit.ts';
import { acknowledgeHandover, handoverKind } from '../../../../shared/heat/board/handover.ts';
import { callRoundKind } from '../../../../shared/heat/calls/round.ts';
import { callTaskKind } from '../../../../shared/heat/calls/task.ts';
import { campaignKind } from '../../../../shared/heat/campaign/campaign.ts';
import { lookAtCampaign } from '../../../../shared/heat/campaign/look-at-campaign.ts';
import { readerKind } from '../../../../shared/register/readers/reader.ts';
import type { Role } from '../../../../shared/staff/staff.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { replace } from '../../../../shared/table/write.ts';
import { civilDay } from '../../../../shared/time/civil.ts';
import { plus } from '../../../../shared/time/instant.ts';
import { CAMPAIGN, hot, OMAR } from '../../../builders/heat.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { staffIdOf } from '../../../support/desk.ts';
import { hotDesk } from './town.ts';

/** A store whose process is killed right after it has written down such an act, until it is let live again; or whose index lags. */
const mortalTable = () => {
  const table = memoryTable();
  let last: string | undefined;
  let dead = false;
  let hidden: string | undefined;
  return {
    hide: (id: string | undefined) => {
      hidden = id;
    },
    table: {
      ...table,
      index: async (...asked: Parameters<typeof table.index>) => {
        const page = await table.index(...asked);
        return {
          ...page,
          items: page.items.filter((row) => hidden === undefined || !JSON.stringify(row).includes(hidden)),
        };
      },
      commit: async (writes: Parameters<typeof table.commit>[0]) => {
        if (dead) throw new Error('killed');
        const done = await table.commit(writes);
        dead = last !== undefined && JSON.stringify(writes).includes(last);
        return done;
      },
    },
    stopAfter: (action: string | undefined) => {
      last = action;
      dead = false;
    },
  };
};

const opened = async (isCoordinatorNamed = true) => {
  const { table, stopAfter, hide } = mortalTable();
  const day = await hotDesk(3, { table, isCoordinatorNamed });
  await day.coordinator.post('/canicule/ouvrir', day.opening);
  const liste = rowsOf(callRoundKind, table.dump())[0]?.value.id ?? '';
  const notes = () => rowsOf(handoverKind, table.dump()).map(({ value }) => value);
  const note = { liste, note: 'releve-numero-1', words: 'Rappeler la ligne AB12CD à 15 h.' };
  const calls = () => rowsOf(callTaskKind, table.dump()).map(({ value }) => value);
  const duty = () => rowsOf(campaignKind, table.dump())[0]?.value.duty;
  const said = (action: string) =>
    rowsOf(auditKind, table.dump())
      .map(({ value }) => value)
      .filter((one) => one.action === action);
  return { ...day, table, liste, notes, note, calls, duty, said, stopAfter, hide };
};

describe('the handover between two shifts', () => {
  it('says what is open and with whom, keeps a note once, and who took it over', async () => {
    const { coordinator, officer, liste, notes, note } = await opened();
    const page = await (await officer.get('/canicule/releve')).text();
    expect(page).toContain('Qui a quoi en main');
    expect(page).toContain('Le bureau');
    await officer.post('/canicule/releve', { ...note, to: staffIdOf('coordinator') });
    await officer.post('/canicule/releve', note);
    expect(notes()).toMatchObject([{ words: note.words, open: 3, to: staffIdOf('coordinator') }]);
    const taken = await coordinator.post('/canicule/releve/reprendre', { liste, note: note.note });
    expect(taken.headers.get('location')).toContain('dit=reprise');
    expect(notes()[0]?.acknowledged?.by).toBe(staffIdOf('coordinator'));
    expect(await (await officer.get('/canicule/releve')).text()).toContain('reprise');
  });

  it('is not taken over by whoever wrote it, and is not empty', async () => {
    const { officer, liste, notes, note } = await opened();
    expect((await officer.post('/canicule/releve', { ...note, words: ' ' })).status).toBe(422);
    await officer.post('/canicule/releve', note);
    const own = await officer.post('/canicule/releve/reprendre', { liste, note: note.note });
    expect(own.status).toBe(409);
    expect(await own.text()).toContain('un collègue la reprend');
    expect(notes()[0]?.acknowledged).toBeUndefined();
  });

  it.each([
    ['named', 'dit=reprise', 'coordinator'],
    ['not named', 'dit=lue', 'duty-officer'],
  ] as const)(
    'gives what one officer holds to the next one, %s for the register, with its deadline',
    async (named, said, holder) => {
      const { coordinator, officer, liste, note, calls, duty } = await opened(named === 'named');
      const call = calls()[0];
      await officer.post(`/canicule/appels/${call?.id}/confier`, { to: staffIdOf('duty-officer') });
      const before = calls().find(({ id }) => id === call?.id);
      await officer.post('/canicule/releve', note);
      const page = await (await coordinator.get('/canicule/releve')).text();
      expect(page).toContain('À reprendre');
      expect(page.includes('Une personne passe alors à votre nom')).toBe(named === 'named');
      const taken = await coordinator.post('/canicule/releve/reprendre', { liste, note: note.note });
      expect(taken.headers.get('location')).toContain(said);
      expect(calls().find(({ id }) => id === call?.id)).toMatchObject({
        holder: { by: 'staff', staffId: staffIdOf(holder) },
        deadline: before?.deadline,
      });
      expect(duty()).toEqual([staffIdOf(holder)]);
      expect(calls().filter(({ holder: who }) => who.by === 'desk')).toHaveLength(2);
    },
  );

  it('leaves what is held to a named agent, though a colleague who is not named has read the note', async () => {
    const { desk, coordinator, officer, liste, notes, note, calls } = await opened();
    const call = calls()[0];
    await officer.post(`/canicule/appels/${call?.id}/confier`, { to: staffIdOf('duty-officer') });
    await officer.post('/canicule/releve', note);
    const [written] = notes();
    if (!written) throw new Error('no note');
    await acknowledgeHandover(desk.world, written.roundId, written.id, OMAR, hot('08:45'));
    const page = await (await coordinator.get('/canicule/releve')).text();
    expect(page).toContain('À reprendre');
    expect(page).toContain('Une personne passe alors à votre nom');
    const taken = await coordinator.post('/canicule/releve/reprendre', { liste, note: note.note });
    expect(taken.headers.get('location')).toContain('dit=reprise');
    expect(calls().find(({ id }) => id === call?.id)?.holder).toEqual({
      by: 'staff',
      staffId: staffIdOf('coordinator'),
    });
    // Taken up, it waits for nobody any more.
    expect(await (await coordinator.get('/canicule/releve')).text()).not.toContain('À reprendre');
  });

  it('once taken, moves nothing again: not from an old page, not by a colleague, not what came since', async () => {
    const { coordinator, officer, opening, liste, note, notes, calls, duty } = await opened();
    const [first, second] = calls();
    const give = (n: typeof first) =>
      coordinator.post(`/canicule/appels/${n?.id}/confier`, { to: staffIdOf('duty-officer') });
    const holder = (n: typeof first) => calls().find(({ id }) => id === n?.id)?.holder;
    await give(first);
    await officer.post('/canicule/releve', {
      ...note,
      note: 'une-note-de-avant',
      words: 'Une première note.',
    });
    await officer.post('/canicule/releve', note);
    const take = (which = note.note) =>
      coordinator.post('/canicule/releve/reprendre', { liste, note: which });
    await take();
    expect(holder(first)).toEqual({ by: 'staff', staffId: staffIdOf('coordinator') });
    expect(notes().map(({ taken }) => taken?.by)).toEqual(Array(2).fill(staffIdOf('coordinator')));
    // In the evening the officer is back, with a call and the astreinte.
    const { startsOn: _, ...conduct } = opening;
    await coordinator.post('/canicule/conduite', { ...conduct, duty: staffIdOf('duty-officer') });
    await give(second);
    expect((await take()).headers.get('location')).toContain('dit=reprise');
    expect((await take('une-note-de-avant')).headers.get('location')).toContain('dit=reprise');
    expect(holder(second)).toEqual({ by: 'staff', staffId: staffIdOf('duty-officer') });
    expect(duty()).toEqual([staffIdOf('duty-officer')]);
    expect(await (await coordinator.get('/canicule/releve')).text()).not.toContain('À reprendre');
  });

  it('once taken, is refused to a third agent, with who has it', async () => {
    const { desk, coordinator, officer, liste, note, calls } = await opened();
    await officer.post('/canicule/releve', note);
    await coordinator.post('/canicule/releve/reprendre', { liste, note: note.note });
    const third = await desk.as('coordinator', { id: OMAR, subject: 'omar', name: 'Omar Haddad' });
    const refused = await third.post('/canicule/releve/reprendre', { liste, note: note.note });
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('Un collègue a déjà tout repris');
    expect(calls().some(({ holder }) => holder.by === 'staff' && holder.staffId === OMAR)).toBe(false);
  });

  it('takes the calls of every list that runs: yesterday’s door goes with today’s note', async () => {
    const { desk, coordinator, officer, opening, calls, table } = await opened();
    const { startsOn: _, ...conduct } = opening;
    await coordinator.post('/canicule/conduite', { ...conduct, expectedEnd: '2026-07-09' });
    const door = calls()[0];
    await officer.post(`/canicule/appels/${door?.id}/confier`, { to: staffIdOf('duty-officer') });
    const tomorrow = plus(hot('09:00'), { hours: 24 });
    const campaign = rowsOf(campaignKind, table.dump())[0]?.value;
    if (!campaign) throw new Error('no campaign');
    desk.moveTo(tomorrow);
    await lookAtCampaign(desk.world, campaign.id, tomorrow);
    const today = rowsOf(callRoundKind, table.dump()).find(({ value }) => value.day === '2026-07-08');
    const liste = today?.value.id ?? '';
    for (const named of rowsOf(readerKind, table.dump()))
      await table.commit([replace(readerKind, named, { ...named.value, to: civilDay('2026-07-09') })]);
    const [going, coming] = [await desk.as('duty-officer'), await desk.as('coordinator')];
    await going.post('/canicule/releve', { liste, note: 'releve-du-mercredi', words: 'Rien de plus.' });
    expect(await (await coming.get(`/canicule/releve?liste=${liste}`)).text()).toContain(
      'Une personne passe alors à votre nom',
    );
    await coming.post('/canicule/releve/reprendre', { liste, note: 'releve-du-mercredi' });
    expect(calls().find(({ id }) => id === door?.id)?.holder).toEqual({
      by: 'staff',
      staffId: staffIdOf('coordinator'),
    });
  });

  it('goes with the astreinte also where the list hid it from the page as it was changed', async () => {
    const { desk, coordinator, officer, opening, calls, table, hide } = await opened();
    const call = calls()[0];
    await officer.post(`/canicule/appels/${call?.id}/confier`, { to: staffIdOf('duty-officer') });
    const { startsOn: _, ...conduct } = opening;
    hide(call?.id);
    await coordinator.post('/canicule/conduite', { ...conduct, duty: staffIdOf('coordinator') });
    hide(undefined);
    expect(calls()[0]?.holder).toEqual({ by: 'staff', staffId: staffIdOf('duty-officer') });
    const campaign = () => rowsOf(campaignKind, table.dump())[0]?.value;
    const again = campaign()?.lookAt;
    if (!campaign() || !again) throw new Error('no campaign');
    expect(again <= hot('08:43')).toBe(true);
    for (const at of [again, plus(again, { minutes: 1 })]) await lookAtCampaign(desk.world, CAMPAIGN, at);
    expect(calls()[0]?.holder).toEqual({ by: 'staff', staffId: staffIdOf('coordinator') });
    expect(campaign()?.left).toBeUndefined();
  });

  it('goes with the astreinte too, where an officer leaves it without a word', async () => {
    const { coordinator, officer, opening, calls, duty } = await opened();
    const call = calls()[0];
    await officer.post(`/canicule/appels/${call?.id}/confier`, { to: staffIdOf('duty-officer') });
    const { startsOn: _, ...conduct } = opening;
    const changed = await coordinator.post('/canicule/conduite', {
      ...conduct,
      duty: staffIdOf('coordinator'),
    });
    expect(changed.headers.get('location')).toBe('/canicule?dit=change');
    expect(duty()).toEqual([staffIdOf('coordinator')]);
    expect(calls().find(({ id }) => id === call?.id)?.holder).toEqual({
      by: 'staff',
      staffId: staffIdOf('coordinator'),
    });
  });

  it('names whoever changed the astreinte as the one who gave the calls on', async () => {
    const { coordinator, officer, opening, calls, said } = await opened();
    const { startsOn: _, ...conduct } = opening;
    const of = (...roles: readonly Role[]) =>
      coordinator.post('/canicule/conduite', { ...conduct, duty: roles.map(staffIdOf) });
    await of('coordinator', 'duty-officer');
    await officer.post(`/canicule/appels/${calls()[0]?.id}/confier`, { to: staffIdOf('coordinator') });
    await of('duty-officer');
    expect(calls()[0]?.holder).toEqual({ by: 'staff', staffId: staffIdOf('duty-officer') });
    expect(said('call-assigned').at(-1)).toMatchObject({
      actor: { kind: 'staff', id: staffIdOf('coordinator') },
      details: { to: staffIdOf('duty-officer') },
    });
  });

  it('leaves nothing with whoever left the astreinte, though the machine stopped as it was changed', async () => {
    const { coordinator, officer, opening, calls, stopAfter } = await opened();
    await officer.post(`/canicule/appels/${calls()[0]?.id}/confier`, { to: staffIdOf('duty-officer') });
    const { startsOn: _, ...conduct } = opening;
    const change = () =>
      coordinator.post('/canicule/conduite', { ...conduct, duty: staffIdOf('coordinator') });
    stopAfter('campaign-changed');
    expect((await change()).status).toBe(500);
    stopAfter(undefined);
    expect((await change()).headers.get('location')).toBe('/canicule?dit=change');
    expect(calls()[0]?.holder).toEqual({ by: 'staff', staffId: staffIdOf('coordinator') });
  });

  it.each([
    ['named', ['coordinator', 'duty-officer']],
    ['not named', ['duty-officer', 'coordinator']],
  ] as const)('is first of whoever may open the register: the coordinator %s', async (named, order) => {
    const { coordinator, opening, duty } = await opened(named === 'named');
    const { startsOn: _, ...conduct } = opening;
    const page = await (await coordinator.get('/canicule/conduite')).text();
    expect(page.includes('sans nomination pour le registre')).toBe(named !== 'named');
    const say = (roles: readonly Role[]) =>
      coordinator.post('/canicule/conduite', { ...conduct, duty: roles.map(staffIdOf) });
    await say(['coordinator']);
    await say(['duty-officer', 'coordinator']);
    expect(duty()).toEqual(order.map(staffIdOf));
  });
});
