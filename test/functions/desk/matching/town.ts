import { missionIdSchema } from '../../../../shared/ids/ids.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { emptyLoad } from '../../../../shared/offers/load.ts';
import { tallyWrites } from '../../../../shared/offers/memory/tally.ts';
import { loadKind } from '../../../../shared/offers/store.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { put } from '../../../../shared/table/write.ts';
import { addDays, civilDay, civilTime, instantOf } from '../../../../shared/time/civil.ts';
import { minus } from '../../../../shared/time/instant.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import { aMission, aSenior, TUESDAY_NOON } from '../../../builders/chain.ts';
import { aReadyVolunteer } from '../../../support/chain.ts';
import { type TestDeskOptions, testDesk } from '../../../support/desk.ts';

const HERE = { lat: 47.22, lon: 5.96 };
const AWAY = { lat: 47.232, lon: 5.96 };
const at = (point: typeof HERE) => ({ line: '', precision: 'street' as const, sector: 'planoise', point });

/**
 * A desk on Tuesday with six visits last week, one volunteer next door who was asked three times, three a walk away who
 * were not, and some answers.
 */
export const pastWeekDesk = async (options: TestDeskOptions = {}) => {
  const desk = await testDesk(options);
  const monday = civilDay('2026-11-16');
  const everyDay = ['mon-pm', 'tue-pm', 'wed-pm', 'thu-pm', 'fri-pm'] as const;
  const volunteers = [0, 1, 2, 3].map((n) =>
    aReadyVolunteer(n, {
      address: at(n === 0 ? HERE : AWAY),
      availability: [...everyDay],
      weeklyCap: 5,
      restDays: 0,
    }),
  );
  const missions = Array.from({ length: 6 }, (_, n) => {
    const day = addDays(monday, n % 5);
    const time = civilTime(n === 5 ? '17:00' : '14:30');
    const startsAt = instantOf(day, time);
    const id = missionIdSchema.parse(`mis_${String(n).repeat(26)}`);
    const state = n === 5 ? 'unfilled' : 'done';
    return aMission({ id, state, day, time, startsAt, area: HERE, createdAt: minus(startsAt, { days: 14 }) });
  });
  const asked = Array(3).fill(minus(TUESDAY_NOON, { days: 1 }));
  for (const write of [
    put(seniorKind, aSenior(), 'absent'),
    ...volunteers.map((one) => put(volunteerKind, one, 'absent')),
    ...volunteers
      .slice(0, 1)
      .map(({ id }) => put(loadKind, { ...emptyLoad(id), offersSentAt: asked }, 'absent')),
    ...missions.map((one) => put(missionKind, one, 'absent')),
  ])
    await desk.table.commit([write]);
  const about = { programme: 'FRIENDLY_VISIT', half: 'wed-pm' } as const;
  const heard = (what: 'yes' | 'no', times: number) =>
    Array(times).fill({ what, about, delay: 45, late: false });
  const wednesday = aMission();
  const monday9 = aMission({ day: civilDay('2026-11-23'), time: civilTime('09:00') });
  await desk.table.commit(
    tallyWrites(
      wednesday,
      { asked: 20, silent: 4, heard: [...heard('yes', 9), ...heard('no', 5)] },
      TUESDAY_NOON,
    ),
  );
  await desk.table.commit(tallyWrites(monday9, { asked: 3, heard: heard('yes', 1) }, TUESDAY_NOON));
  return desk;
};
