import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { FUNCTIONS } from '../../../functions/local/functions.ts';
import { DEMO_PEOPLE } from '../../../functions/local/identity/people.ts';
import { readPlace } from '../../../functions/local/settings.ts';
import { startTown, type Town } from '../../../functions/local/town.ts';
import { change, SYSTEM } from '../../../shared/audit/audit.ts';
import { consentKind } from '../../../shared/consents/consent.ts';
import { type MissionId, missionIdSchema, seniorIdSchema } from '../../../shared/ids/ids.ts';
import { type Mission, missionSchema } from '../../../shared/missions/mission.ts';
import { stepRules, withNextLook } from '../../../shared/missions/steps.ts';
import { missionKey, missionKind } from '../../../shared/missions/store.ts';
import { phoneSchema } from '../../../shared/phone/phone.ts';
import type { Senior } from '../../../shared/seniors/senior.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import { type Role, staffKind, staffLoginKind } from '../../../shared/staff/staff.ts';
import { create, put } from '../../../shared/table/write.ts';
import { isHoliday } from '../../../shared/time/calendar.ts';
import { addDays, civilTime, dayOf, instantOf, weekday } from '../../../shared/time/civil.ts';
import { fromMillis, type Instant, toMillis } from '../../../shared/time/instant.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { newVolunteerWrites } from '../../../shared/volunteers/enrol.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { aConsent, aMission, aSenior, aTown, aVolunteer } from '../../builders/chain.ts';
import { inOrder, volunteerNumber } from '../../support/chain.ts';
import { aStaff, staffIdOf } from '../../support/desk.ts';
import { freePorts } from '../../support/ports.ts';

/** The next Tuesday noon that is followed by three working days: offers leave then, and no reminder is moved. */
const quietTuesdayNoon = (now: Instant): Instant => {
  let day = addDays(dayOf(now), 1);
  const isHere = () =>
    weekday(day) === 2 && [0, 1, 2, 3].every((days) => !isHoliday(addDays(day, days), 'metropole'));
  while (!isHere()) day = addDays(day, 1);
  return instantOf(day, civilTime('12:00'));
};

/** Desk, links, telephone, identity. */
const TOWN_PORTS = 4;

/** Places so far from each other that nobody walks from one to the next: each test has its own volunteers. */
const place = (n: number) => ({ lat: 46 + n * 0.3, lon: 6 });

export type BrowserTown = {
  readonly town: () => Town;
  /** So many volunteers who live `at` a place of their own, the first one first. */
  readonly volunteersAt: (at: number, howMany: number) => Promise<readonly Volunteer[]>;
  /** A visit two days later at 14:30 to somebody who lives there; the offers have left when it resolves. */
  readonly visitAt: (at: number, senior?: Partial<Senior>) => Promise<Mission>;
  readonly mission: (id: MissionId) => Promise<Mission>;
  readonly staff: (role: Role) => ReturnType<typeof aStaff>;
  /** Everything the town has sent to this volunteer. */
  readonly smsOf: (volunteer: Volunteer) => readonly string[];
  /** Opens the newest SMS of that volunteer on the telephone's page and touches its link. */
  readonly touchNewestLink: (page: Page, volunteer: Volunteer) => Promise<Page>;
  readonly moveTo: (at: Instant) => Promise<void>;
  readonly signIn: (page: Page, role: Role) => Promise<void>;
};

/**
 * A whole real town for the tests around this call: embedded engine, stream, outbox, telephone, identity. It holds one
 * team, or the demonstration; it is Tuesday noon, whatever the machine's date.
 */
export const useTown = (holds: 'team' | 'demonstration' = 'team'): BrowserTown => {
  let running: Town | undefined;
  let folder = '';
  const town = (): Town => {
    if (!running) throw new Error('useTown() belongs in a describe or at the top level of the test file');
    return running;
  };
  const staff = (role: Role) => {
    const { sub, name, organisation } =
      DEMO_PEOPLE.find((one) => one.role === role) ?? (DEMO_PEOPLE[0] as never);
    return aStaff(role, { issuer: town().addresses.identity, subject: sub, name, organisation });
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'prevenance-journeys-'));
    const now = fromMillis(Date.now());
    const offsetMillis = toMillis(quietTuesdayNoon(now)) - toMillis(now);
    writeFileSync(join(folder, 'clock.json'), JSON.stringify({ offsetMillis }));
    const here = readPlace({ PORT: String(await freePorts(TOWN_PORTS)), PREVENANCE_DATA: folder });
    running = await startTown(here, { functions: FUNCTIONS, wantsEmpty: holds === 'team' });
    if (holds === 'demonstration') return running.settle();
    const { table } = running.world;
    await table.commit([create(townKind, aTown())]);
    for (const { role } of DEMO_PEOPLE)
      await table.commit([
        create(staffKind, staff(role)),
        create(staffLoginKind, {
          issuer: running.addresses.identity,
          subject: staff(role).subject,
          staffId: staffIdOf(role),
        }),
      ]);
  });
  afterAll(async () => {
    await running?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const mission = async (id: MissionId): Promise<Mission> => {
    const stored = await town().world.table.get(missionKind, missionKey(id));
    if (!stored) throw new Error('no such mission');
    return stored.value;
  };
  const smsOf = (volunteer: Volunteer) =>
    town()
      .phones.messages({ to: volunteer.phone })
      .map((sms) => sms.body);

  return {
    town,
    mission,
    staff,
    smsOf,
    volunteersAt: async (at, howMany) => {
      const people = Array.from({ length: howMany }, (_, i) =>
        aVolunteer({
          id: volunteerNumber(at * 10 + i),
          firstName: ['Paul', 'Marie', 'Inès'][i] ?? `Prénom${i}`,
          lastName: 'Renard',
          phone: phoneSchema.parse(`+33639981${String(at * 10 + i).padStart(3, '0')}`),
          address: { line: '3 rue Battant', precision: 'street', sector: 'planoise', point: place(at) },
          availability: ['mon-pm', 'tue-pm', 'wed-pm', 'thu-pm', 'fri-pm'],
          requirements: inOrder,
        }),
      );
      for (const volunteer of people)
        await town().world.table.commit(
          newVolunteerWrites(town().world.config.appSecret, volunteer, {
            action: 'imported',
            actor: SYSTEM,
            at: town().clock.now(),
          }),
        );
      return people;
    },
    visitAt: async (at, senior = {}) => {
      const { table } = town().world;
      const now = town().clock.now();
      const letter = 'ABCDEFGHJKMNPQRS'.charAt(at);
      const seniorId = seniorIdSchema.parse(`sen_${letter.repeat(26)}`);
      const day = addDays(dayOf(now), 2);
      const visit = missionSchema.parse(
        withNextLook(
          aMission({
            id: missionIdSchema.parse(`mis_${letter.repeat(26)}`),
            seniorId,
            state: 'planned',
            day,
            startsAt: instantOf(day, civilTime('14:30')),
            area: place(at),
            createdAt: now,
          }),
          stepRules(aTown()),
          true,
        ),
      );
      await table.commit([
        put(
          seniorKind,
          aSenior({
            id: seniorId,
            firstName: 'Jeanne',
            lastName: 'Martin',
            address: {
              line: '12 rue de Dole',
              postcode: '25000',
              city: 'Besançon',
              precision: 'housenumber',
              sector: 'planoise',
              point: place(at),
              doorCode: '12A34',
            },
            phones: [{ phone: phoneSchema.parse('+33353010042'), label: '' }],
            practicalNotes: 'Sonner deux fois, le couloir est long.',
            referentId: staffIdOf('coordinator'),
            ...senior,
          } as Partial<Senior>),
          'absent',
        ),
        put(consentKind, aConsent({ seniorId }), 'absent'),
        ...change(missionKind, undefined, visit, { action: 'mission-planned', actor: SYSTEM, at: now }),
      ]);
      await town().settle();
      return mission(visit.id);
    },
    touchNewestLink: async (page, volunteer) => {
      // A telephone that is open already may be showing a new text by itself just then, and would not go elsewhere.
      const telephone = await page.context().newPage();
      await telephone.goto(`${town().addresses.telephone}/phones/0${volunteer.phone.slice(3)}`);
      const opened = page.context().waitForEvent('page');
      await telephone.locator('.bubble a').last().click();
      const tab = await opened;
      await tab.waitForLoadState();
      await telephone.close();
      return tab;
    },
    // In one step: the agenda owes what is due at or before now, however late it looks (rule 3).
    moveTo: async (at) => {
      town().clock.jumpTo(at);
      await town().settle();
    },
    signIn: async (page, role) => {
      await page.goto(`${town().addresses.desk}/connexion/depart?retour=/`);
      await page.getByRole('button', { name: staff(role).name }).click();
      await page.waitForURL(`${town().addresses.desk}/`);
    },
  };
};
