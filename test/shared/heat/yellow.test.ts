import { describe, expect, it } from 'vitest';
import { readBoard } from '../../../shared/heat/board/read-board.ts';
import { isMostIsolated } from '../../../shared/heat/calls/members/people.ts';
import { callMemoryKind } from '../../../shared/heat/calls/memory.ts';
import { lookAtRound } from '../../../shared/heat/calls/rounds/look-at-round.ts';
import { activate, changeConduct } from '../../../shared/heat/campaign/activate.ts';
import { lookAtCampaign } from '../../../shared/heat/campaign/look-at-campaign.ts';
import { defaultSettings, heatSettingsSchema } from '../../../shared/heat/settings.ts';
import { reachWords } from '../../../shared/heat/words.ts';
import { changeEntry } from '../../../shared/register/change-entry.ts';
import { edit } from '../../../shared/register/decide-entry.ts';
import type { RegisteredPerson } from '../../../shared/register/entry.ts';
import { put } from '../../../shared/table/write.ts';
import { addDays, civilTime, instantOf } from '../../../shared/time/civil.ts';
import { CAMPAIGN, HOT_DAY, hot, NADIA, ROUND } from '../../builders/heat.ts';
import { aRegistered } from '../../builders/register.ts';
import { aPerson, entryNumber, openHotTown } from '../../support/hot-day.ts';

const SON = [{ name: 'Luc', link: 'fils', phone: '+33353010043' as never }];
const living = (n: number, livesAlone: boolean | undefined, contacts: RegisteredPerson['contacts'] = SON) =>
  aPerson(n, {
    person: aRegistered({
      lastName: `Perrin${n}`,
      homeHelp: '',
      contacts,
      ...(livesAlone === undefined ? {} : { livesAlone }),
    }),
  });
const [ALONE, WITH_HUSBAND, UNSAID, NOBODY_TO_WARN] = [0, 1, 2, 3];
const by = { kind: 'staff', id: NADIA } as const;

const yellowTown = async () => {
  const people = [living(0, true), living(1, false), living(2, undefined), living(3, false, [])];
  const town = await openHotTown(people);
  const opened = await activate(
    town.world,
    { level: 'yellow', startsOn: HOT_DAY, expectedEnd: addDays(HOT_DAY, 4), duty: [NADIA] },
    NADIA,
    hot('08:40'),
  );
  if (!opened.ok) throw new Error(opened.refusal.reason);
  const called = (day = HOT_DAY) =>
    town
      .calls()
      .filter((task) => task.day === day && task.state !== 'stopped')
      .map(({ personId }) => people.findIndex(({ id }) => id === personId))
      .sort();
  const balance = async () => {
    const round = town.rounds().find(({ day }) => day === HOT_DAY);
    return round && (await readBoard(town.world, round.id, hot('09:00')))?.balance;
  };
  const become = (n: number, change: Partial<RegisteredPerson>) =>
    changeEntry(
      town.world,
      entryNumber(n),
      'register-edited',
      (one) => edit(one, { ...aRegistered(), ...one.person, ...change }, hot('09:30')),
      by,
      hot('09:30'),
    );
  return { ...town, called, balance, become };
};

describe('a yellow day', () => {
  it('calls the most isolated, an unsaid « lives alone » among them, and the sum balances', async () => {
    const { called, balance } = await yellowTown();
    expect(called()).toEqual([ALONE, UNSAID, NOBODY_TO_WARN]);
    expect(await balance()).toMatchObject({ owed: 3, registered: 3, holds: true });
  });

  it('comes every second day from the first', async () => {
    const { world, rounds } = await yellowTown();
    for (const days of [0, 1, 2, 3])
      await lookAtCampaign(world, CAMPAIGN, instantOf(addDays(HOT_DAY, days), civilTime('18:00')));
    expect(rounds().map(({ day }) => day)).toEqual([HOT_DAY, addDays(HOT_DAY, 2), addDays(HOT_DAY, 4)]);
  });

  it('becomes everybody’s as soon as the level rises, on a day without a list too, and never shrinks again', async () => {
    const { world, called, balance, rounds } = await yellowTown();
    await changeConduct(world, CAMPAIGN, { level: 'orange' }, NADIA, hot('10:00'));
    expect(called()).toEqual([ALONE, WITH_HUSBAND, UNSAID, NOBODY_TO_WARN]);
    expect(await balance()).toMatchObject({ owed: 4, registered: 4, holds: true });
    await changeConduct(world, CAMPAIGN, { level: 'yellow' }, NADIA, hot('11:00'));
    expect(called()).toHaveLength(4);
    expect(rounds()[0]).toMatchObject({ level: 'yellow' });
    const dayOff = addDays(HOT_DAY, 1);
    await changeConduct(world, CAMPAIGN, { level: 'red' }, NADIA, instantOf(dayOff, civilTime('09:00')));
    expect(called(dayOff)).toHaveLength(4);
  });

  it('keeps whoever is on its list and turns out less alone; adds whoever turns out alone; lets go of who is away', async () => {
    const { world, called, balance, become } = await yellowTown();
    await become(ALONE, { livesAlone: false });
    await become(WITH_HUSBAND, { livesAlone: true });
    expect(called()).toEqual([ALONE, WITH_HUSBAND, UNSAID, NOBODY_TO_WARN]);
    // The check of the list against the register counts her too, and takes nobody off.
    await lookAtRound(world, ROUND, hot('10:30'));
    expect(called()).toHaveLength(4);
    expect(await balance()).toMatchObject({ owed: 4, registered: 4, holds: true });
    await changeEntry(
      world,
      entryNumber(ALONE),
      'register-away',
      (one) => ({ ok: true, value: { ...one, away: [{ from: HOT_DAY, to: HOT_DAY }] } }),
      by,
      hot('09:40'),
    );
    expect(called()).toEqual([WITH_HUSBAND, UNSAID, NOBODY_TO_WARN]);
    expect(await balance()).toMatchObject({ owed: 3, holds: true });
  });

  it('carries over whoever the list before did not reach, alone or not', async () => {
    const { world, table, called } = await yellowTown();
    const memory = {
      personId: entryNumber(WITH_HUSBAND),
      owedOn: addDays(HOT_DAY, 1),
      missed: 0,
      callers: [],
    };
    await table.commit([put(callMemoryKind, memory, 'absent')]);
    await lookAtCampaign(world, CAMPAIGN, instantOf(addDays(HOT_DAY, 1), civilTime('18:00')));
    expect(called(addDays(HOT_DAY, 2))).toEqual([ALONE, WITH_HUSBAND, UNSAID, NOBODY_TO_WARN]);
  });
});

describe('whom a yellow day calls', () => {
  it.each([
    [{ livesAlone: true }, true],
    [{}, true],
    [{ livesAlone: false }, false],
    [{ livesAlone: false, contacts: [] }, true],
    [{ livesAlone: false, contacts: [], homeHelp: 'ADMR 03 53 01 00 99' }, false],
  ])('%o: %s', (more, isCalled) => {
    expect(isMostIsolated(aRegistered({ contacts: SON, homeHelp: '', ...more }))).toBe(isCalled);
  });

  it('is the town’s choice, said in words; settings kept before there was one are the default', () => {
    const { yellow, ...before } = defaultSettings('besancon');
    expect(heatSettingsSchema.parse(before).yellow).toEqual(yellow);
    expect(reachWords(yellow)).toBe('les personnes les plus isolées, un jour sur deux');
    expect(reachWords({ who: 'everybody', everyDays: 1 })).toBe('tout le registre, chaque jour');
  });
});
