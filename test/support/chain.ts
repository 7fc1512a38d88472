import * as z from 'zod';
import { systemIds } from '../../functions/compose.ts';
import { change, SYSTEM } from '../../shared/audit/audit.ts';
import { consentKind } from '../../shared/consents/consent.ts';
import type { Surroundings } from '../../shared/decide/decide.ts';
import { type VolunteerId, volunteerIdSchema } from '../../shared/ids/ids.ts';
import type { Mission } from '../../shared/missions/mission.ts';
import { stepRules, withNextLook } from '../../shared/missions/steps.ts';
import { missionKey, missionKind } from '../../shared/missions/store.ts';
import type { Subject } from '../../shared/offers/facts.ts';
import { OFFER_PREFIX, offerKind } from '../../shared/offers/store.ts';
import { phoneSchema } from '../../shared/phone/phone.ts';
import { seniorKind } from '../../shared/seniors/store.ts';
import { rowsOf } from '../../shared/table/kind.ts';
import type { Table } from '../../shared/table/table.ts';
import { put } from '../../shared/table/write.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { townKind } from '../../shared/town/settings.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { requirementSchema, type Volunteer } from '../../shared/volunteers/volunteer.ts';
import {
  aConsent,
  aMission,
  aSenior,
  aTown,
  aVolunteer,
  JEANNE,
  TUESDAY_NOON,
  VISIT,
} from '../builders/chain.ts';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** A volunteer's id by number: the same on every run. */
export const volunteerNumber = (n: number): VolunteerId =>
  volunteerIdSchema.parse(
    `vol_${'0'.repeat(23)}${LETTERS.charAt(Math.floor(n / 1024) % 32)}${LETTERS.charAt(Math.floor(n / 32) % 32)}${LETTERS.charAt(n % 32)}`,
  );

/** In order for every first programme. */
export const inOrder = z.array(requirementSchema).parse([
  { kind: 'charter', on: '2026-01-05', version: '2026-1' },
  { kind: 'interview', on: '2026-01-05' },
  { kind: 'criminal-record', on: '2026-01-05' },
  { kind: 'training', on: '2026-01-05' },
]);

export const surroundings = (table: Table, now: () => Instant = () => TUESDAY_NOON): Surroundings => ({
  table,
  ids: systemIds({ now }),
  config: { townId: 'besancon', appSecret: 's'.repeat(43), linksOrigin: 'http://localhost:3001' },
});

export const aReadyVolunteer = (n: number, more: Partial<Volunteer> = {}): Volunteer =>
  aVolunteer({
    id: volunteerNumber(n),
    firstName: `Prénom${n}`,
    phone: phoneSchema.parse(`+336399${String(80_000 + n).padStart(5, '0')}`),
    requirements: inOrder,
    ...more,
  });

/** A town with one person who agrees, one visit tomorrow and so many volunteers. */
export const openChain = async (
  table: Table,
  volunteers: readonly Volunteer[],
  mission: Partial<Mission> = {},
): Promise<Surroundings> => {
  const world = surroundings(table);
  const visit = withNextLook(aMission({ state: 'planned', ...mission }), stepRules(aTown()), false);
  for (const write of [
    put(townKind, aTown(), 'absent'),
    put(seniorKind, aSenior(), 'absent'),
    put(consentKind, aConsent(), 'absent'),
    ...volunteers.map((volunteer) => put(volunteerKind, volunteer, 'absent')),
  ])
    await table.commit([write]);
  await table.commit(
    change(missionKind, undefined, visit, { action: 'mission-planned', actor: SYSTEM, at: TUESDAY_NOON }),
  );
  return world;
};

export const subjectOf = (volunteerId: VolunteerId, missionId = VISIT): Subject => ({
  missionId,
  volunteerId,
  seniorId: JEANNE,
  consent: 'FRIENDLY_VISIT',
});

export const missionNow = async (table: Table, id = VISIT): Promise<Mission> => {
  const stored = await table.get(missionKind, missionKey(id));
  if (!stored) throw new Error('no such mission');
  return stored.value;
};
export const offersNow = async (table: Table, id = VISIT) =>
  rowsOf(offerKind, (await table.partition(id, { prefix: OFFER_PREFIX })).items).map(
    (stored) => stored.value,
  );
