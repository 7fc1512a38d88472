import { openTable, systemClock, systemIds } from '../../functions/compose.ts';
import {
  createTableIfMissing,
  LOCAL_AWS,
  startEngine,
  tableInput,
} from '../../functions/local/table/engine.ts';
import { ensureSignalsLook, lookAtSignals } from '../../shared/engagement/signals/look-at-signals.ts';
import { readSignals, readSignalsOf } from '../../shared/engagement/signals/read-signals.ts';
import { missionIdSchema } from '../../shared/ids/ids.ts';
import { emptyLoad } from '../../shared/offers/load.ts';
import { loadKind, offerKind } from '../../shared/offers/store.ts';
import type { Table, Write } from '../../shared/table/table.ts';
import { create } from '../../shared/table/write.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../shared/time/civil.ts';
import { townKind } from '../../shared/town/settings.ts';
import { reportKind, reportSchema } from '../../shared/visits/report.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { anOffer, aTown, JEANNE, TUESDAY_NOON as NOW } from '../builders/chain.ts';
import { aReadyVolunteer, surroundings, volunteerNumber } from '../support/chain.ts';
import { testDesk } from '../support/desk.ts';

/** Half a year of somebody who goes every week and is asked twice as often. */
const WEEKS = 26;
const at = (days: number, hour: string) => instantOf(addDays(dayOf(NOW), -days), civilTime(hour));

const halfYearOf = (n: number): readonly Write[] => {
  const id = volunteerNumber(n);
  const missionOf = (k: number) => missionIdSchema.parse(`mis_${String(n * 1_000 + k).padStart(26, '0')}`);
  const days = Array.from({ length: WEEKS }, (_, week) => 2 + week * 7);
  const held = days.slice(0, 4).map((day, k) => ({
    missionId: missionOf(k),
    day: addDays(dayOf(NOW), -day),
    startsAt: at(day, '10:00'),
    minutes: 60,
    state: 'done' as const,
  }));
  return [
    create(volunteerKind, aReadyVolunteer(n, { weeklyCap: 1 + (n % 3), activeSince: at(400, '10:00') })),
    create(loadKind, { ...emptyLoad(id), entries: held }),
    ...days.map((day, k) =>
      create(
        reportKind,
        reportSchema.parse({
          missionId: missionOf(k),
          seniorId: JEANNE,
          volunteerId: id,
          town: 'besancon',
          at: at(day, '16:00'),
          outcome: 'done',
          me: (n + k) % 9 === 0 ? 'heavy' : 'fine',
          words: '',
          thanks: '',
        }),
      ),
    ),
    ...days.flatMap((day, k) =>
      [0, 500].map((more) =>
        create(
          offerKind,
          anOffer({
            volunteerId: id,
            missionId: missionOf(k + more),
            day: addDays(dayOf(NOW), -day),
            startsAt: at(day, '10:00'),
            sentAt: at(day + 4, '09:00'),
            state: more === 0 ? 'accepted' : 'declined',
            answeredAt: at(day + 4, n % 7 === 0 && day < 50 ? '19:00' : '09:40'),
          }),
        ),
      ),
    ),
  ];
};

/**
 * What the attentions ask of the store and of one processor, at 40, 400 and 2,000 active volunteers (or those given): everybody
 * looked at, as each view did and the night does now; the desk's page; one volunteer's own sentences.
 */
export const run = async (args: readonly string[]): Promise<void> => {
  const sizes = args.length > 0 ? args.map(Number) : [40, 400, 2_000];
  const engine = await startEngine({ memory: true });
  Object.assign(process.env, LOCAL_AWS, { AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint });
  try {
    for (const volunteers of sizes) {
      const tableName = `attentions-${volunteers}`;
      const { StreamSpecification: _, ...withoutStream } = tableInput(tableName);
      await createTableIfMissing(engine.endpoint, withoutStream);
      let requests = 0;
      const table: Table = openTable(tableName, systemIds(systemClock), () => {
        requests += 1;
      });
      await table.commit([create(townKind, aTown())]);
      for (let n = 0; n < volunteers; n += 1) {
        const writes = halfYearOf(n);
        await Promise.all([table.commit(writes.slice(0, 50)), table.commit(writes.slice(50))]);
      }
      const measured = async (what: string, act: () => Promise<unknown>): Promise<void> => {
        requests = 0;
        const [started, cpu] = [performance.now(), process.cpuUsage()];
        await act();
        const row = {
          volunteers,
          what,
          requests,
          milliseconds: Math.round(performance.now() - started),
          cpuMilliseconds: Math.round(process.cpuUsage(cpu).user / 1000),
        };
        console.log(JSON.stringify({ bench: 'attentions', ...row }));
      };
      const world = surroundings(table, () => NOW);
      await measured('everybody, read', () => readSignals(table, 'besancon', NOW));
      await ensureSignalsLook(world, NOW);
      await measured('first nightly look', () => lookAtSignals(world, 'besancon', NOW));
      const desk = await testDesk({ table, town: 'none' });
      const coordinator = await desk.as('coordinator');
      await measured('the desk’s page', () => coordinator.get('/engagement/attentions'));
      await measured('one volunteer’s sentences', () =>
        readSignalsOf(table, 'besancon', volunteerNumber(3), NOW),
      );
    }
  } finally {
    await engine.stop();
  }
};
