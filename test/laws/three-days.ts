import { compose } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { SYSTEM } from '../../shared/audit/audit.ts';
import { consentKind } from '../../shared/consents/consent.ts';
import { type LinkToken, missionIdSchema, seniorIdSchema } from '../../shared/ids/ids.ts';
import { linkKind } from '../../shared/links/link.ts';
import { mintLink } from '../../shared/links/mint-link.ts';
import { stepRules, withNextLook } from '../../shared/missions/steps.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { seniorKind } from '../../shared/seniors/store.ts';
import { openService } from '../../shared/services/arrange/open-service.ts';
import type { Table, Write } from '../../shared/table/table.ts';
import { put } from '../../shared/table/write.ts';
import { addDays, civilDay, civilTime, dayOf, instantOf } from '../../shared/time/civil.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { townKind } from '../../shared/town/settings.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { aConsent, aMission, aSenior, aTown, TUESDAY_NOON } from '../builders/chain.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { aReadyVolunteer, volunteerNumber } from '../support/chain.ts';

export const CONFIG = readConfig({
  DESK_ORIGIN: 'http://localhost:3000',
  LINKS_ORIGIN: 'http://localhost:3001',
  OIDC_ISSUER: 'http://localhost:3003',
  OIDC_CLIENT_ID: 'desk',
  APP_SECRET: 's'.repeat(43),
});
export const ORIGIN = CONFIG.linksOrigin;
const DAY = addDays(dayOf(TUESDAY_NOON), 2);
const at = (days: number, time: string): Instant => instantOf(addDays(DAY, days), civilTime(time));
/** Too far from each other to walk: each visit has volunteers of its own. */
const place = (n: number) => ({ lat: 46 + n * 0.3, lon: 6 });
const seniorOf = (n: number) => seniorIdSchema.parse(`sen_${'ABCDE'.charAt(n).repeat(26)}`);
const visitOf = (n: number) => missionIdSchema.parse(`mis_${'ABCDE'.charAt(n).repeat(26)}`);

export type Beginning = {
  readonly writes: readonly (readonly Write[])[];
  /** The link in the SMS of each volunteer whom a visit may be offered to. */
  readonly links: ReadonlyMap<string, LinkToken>;
};

/** The writes of one small town, made once: every run begins from the very same records. */
export const beginning = async (): Promise<Beginning> => {
  const store = memoryTable();
  const written: (readonly Write[])[] = [];
  const table: Table = {
    ...store,
    commit: (writes) => {
      written.push(writes);
      return store.commit(writes);
    },
  };
  const world = compose(CONFIG, { table, clock: { now: () => TUESDAY_NOON }, log: () => undefined });
  await table.commit([put(townKind, aTown(), 'absent')]);
  for (const n of [0, 1, 2, 3, 4])
    await table.commit([
      put(
        seniorKind,
        aSenior({ id: seniorOf(n), address: { ...aSenior().address, point: place(n) } }),
        'absent',
      ),
      put(consentKind, aConsent({ seniorId: seniorOf(n) }), 'absent'),
      ...[0, 1].map((i) =>
        put(
          volunteerKind,
          aReadyVolunteer(n * 2 + i, {
            address: { ...aReadyVolunteer(0).address, point: place(n) },
            availability: ['mon-pm', 'tue-pm', 'wed-pm', 'thu-pm', 'fri-pm'],
            remindTwoHoursBefore: i === 0,
          }),
          'absent',
        ),
      ),
      ...(n === 4
        ? []
        : [
            put(
              missionKind,
              withNextLook(
                aMission({
                  id: visitOf(n),
                  seniorId: seniorOf(n),
                  state: 'planned',
                  day: DAY,
                  startsAt: at(0, '14:30'),
                  area: place(n),
                }),
                stepRules(aTown()),
                true,
              ),
              'absent',
            ),
          ]),
    ]);
  await openService(
    world,
    seniorOf(4),
    {
      programme: 'FRIENDLY_VISIT',
      cadence: 'weekly',
      weekday: 5,
      time: civilTime('15:00'),
      durationMinutes: 60,
      wishes: '',
      startsOn: civilDay('2026-11-24'),
      volunteers: [volunteerNumber(8)],
    },
    SYSTEM,
    TUESDAY_NOON,
  );
  const links = new Map<string, LinkToken>();
  for (const purpose of ['mission', 'report'] as const)
    for (const [n, i] of [0, 1, 2, 3].flatMap((visit) => [0, 1].map((who) => [visit, who] as const))) {
      const { token, link } = mintLink(world.ids, {
        town: 'besancon',
        volunteerId: volunteerNumber(n * 2 + i),
        now: TUESDAY_NOON,
        purpose,
        mission: aMission({ id: visitOf(n), seniorId: seniorOf(n), day: DAY, startsAt: at(0, '14:30') }),
        consent: 'FRIENDLY_VISIT',
      });
      links.set(`${purpose} ${n} ${i}`, token);
      await table.commit([put(linkKind, link, 'absent')]);
    }
  return { writes: written, links };
};

/** What people do at an hour, on the page behind their link; each of it is asked as often as an event comes. */
export type Person = {
  readonly visit: number;
  readonly who: number;
  readonly does: string;
  readonly fields: Readonly<Record<string, string>>;
};
const does = (does: string, visit: number, who = 0, fields: Person['fields'] = {}): Person => ({
  visit,
  who,
  does,
  fields,
});

/** Three days of the town: visits 0 and 1 are held, 2 is given back late, nobody takes 3, the service goes on. */
export const STORY: readonly { readonly now: Instant; readonly people: readonly Person[] }[] = [
  { now: TUESDAY_NOON, people: [] },
  { now: at(-2, '13:00'), people: [does('accepter', 0), does('accepter', 1, 1), does('accepter', 2)] },
  { now: at(-2, '18:00'), people: [] },
  { now: at(-1, '17:01'), people: [does('confirmer', 0)] },
  { now: at(0, '09:00'), people: [does('rendre', 2)] },
  { now: at(0, '12:31'), people: [] },
  { now: at(0, '14:31'), people: [does('arrivee', 0)] },
  { now: at(0, '16:16'), people: [] },
  { now: at(0, '17:00'), people: [] },
  { now: at(1, '10:01'), people: [does('compte-rendu', 0, 0, { outcome: 'done' })] },
  { now: at(4, '10:00'), people: [] },
  { now: at(8, '10:00'), people: [] },
];
