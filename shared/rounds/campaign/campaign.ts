import * as z from 'zod';
import { consentKey, consentKind, isConsentGiven } from '../../consents/consent.ts';
import type { Surroundings } from '../../decide/decide.ts';
import { lettersOf } from '../../ids/digest.ts';
import type { SeniorId } from '../../ids/ids.ts';
import type { Mission } from '../../missions/mission.ts';
import type { Senior } from '../../seniors/senior.ts';
import { seniorKind, seniorList } from '../../seniors/store.ts';
import { defineKind, type Key, type Kind, readAs, rowsOf } from '../../table/kind.ts';
import { civilDaySchema } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { type Town, townIdSchema } from '../../town/settings.ts';
import { reportKey, reportKind } from '../../visits/report.ts';
import { missionsOfHalfDay } from '../half-day/read-rounds.ts';
import { halfSchema } from '../round.ts';

/** More half-days than a season of parcels has. */
export const MOST_HALF_DAYS = 60;

/**
 * A season's deliveries of one programme to everybody who agreed (parcels at Christmas): on which half-days it goes out. Who is
 * brought something, and what became of it, is in the missions; nothing is counted twice.
 */
const deliveryCampaignSchema = z.object({
  id: z.string().regex(/^dca_[0-9A-Z]{26}$/),
  town: townIdSchema,
  programme: z.string().max(40),
  /** The year of its first half-day: « colis 2026 ». */
  year: z.number().int().min(2020).max(2100),
  halfDays: z.array(z.object({ day: civilDaySchema, half: halfSchema })).max(MOST_HALF_DAYS),
});
export type DeliveryCampaign = z.infer<typeof deliveryCampaignSchema>;

export type CampaignSubject = { readonly town: string; readonly programme: string; readonly year: number };
export const deliveryCampaignId = ({ town, programme, year }: CampaignSubject): string =>
  `dca_${lettersOf(`${town}|${programme}|${year}`)}`;
export const deliveryCampaignKey = (id: string): Key => ({ pk: id, sk: 'DELIVERY-CAMPAIGN' });

/**
 * | question                                  | key                                                   | consistent |
 * |-------------------------------------------|-------------------------------------------------------|------------|
 * | on which half-days does this season go out? | pk made of town, programme, year, `DELIVERY-CAMPAIGN` | yes        |
 */
export const deliveryCampaignKind: Kind<DeliveryCampaign> = defineKind({
  name: 'delivery-campaign',
  v: 1,
  schema: deliveryCampaignSchema,
  key: (campaign) => deliveryCampaignKey(campaign.id),
});

export const DOOR_STANDINGS = [
  'delivered',
  'not-home',
  'refused',
  'not-delivered',
  'under-way',
  'planned',
  'waiting',
] as const;
/** Where somebody's parcel is. `waiting`: agreed, and nothing is planned for her. */
export type DoorStanding = (typeof DOOR_STANDINGS)[number];

export type CampaignDoor = {
  readonly senior: Senior;
  readonly standing: DoorStanding;
  readonly mission: Mission | undefined;
  readonly hasConcern: boolean;
};

const standingOf = (mission: Mission | undefined): DoorStanding => {
  if (!mission) return 'waiting';
  if (mission.state === 'done') return 'delivered';
  if (mission.state === 'not-done')
    return mission.outcome === 'not-home' || mission.outcome === 'refused'
      ? mission.outcome
      : 'not-delivered';
  if (mission.state === 'unfilled') return 'not-delivered';
  return mission.state === 'filled' || mission.state === 'confirmed' ? 'under-way' : 'planned';
};
/** Something should still be brought: never tried, or tried in vain. Who refused is left in peace. */
export const isToBring = (standing: DoorStanding): boolean =>
  standing === 'waiting' || standing === 'not-home' || standing === 'not-delivered';

const BATCH = 100;

/** Everybody accompanied who agrees to this programme: one index request and one for every hundred files. */
const whoAgreed = async (
  world: Pick<Surroundings, 'table'>,
  town: Town,
  purpose: Parameters<typeof consentKey>[1],
  now: Instant,
): Promise<readonly Senior[]> => {
  const page = await world.table.index('list', { partition: seniorList(town.id, 'active') });
  const seniors = rowsOf(seniorKind, page.items).map(({ value }) => value);
  const agreed: Senior[] = [];
  for (let i = 0; i < seniors.length; i += BATCH) {
    const some = seniors.slice(i, i + BATCH);
    const rows = await world.table.getRows(some.map(({ id }) => consentKey(id, purpose)));
    some.forEach((senior, k) => {
      const row = rows[k];
      if (row && isConsentGiven(readAs(consentKind, row)?.value, now)) agreed.push(senior);
    });
  }
  return agreed;
};

export type Campaign = {
  readonly campaign: DeliveryCampaign;
  readonly doors: readonly CampaignDoor[];
};

/**
 * The season as it stands, everybody who agreed with where her parcel is: the list comes from the consents, so that a withdrawal takes her off
 * it at once (law 4). Reads the accompanied people's consents: an act of a few days a year.
 */
export const readCampaign = async (
  world: Pick<Surroundings, 'table'>,
  subject: CampaignSubject,
  town: Town,
  now: Instant,
): Promise<Campaign | undefined> => {
  const programme = town.programmes.find(({ code }) => code === subject.programme);
  if (!programme?.inRounds) return undefined;
  const stored = await world.table.get(
    deliveryCampaignKind,
    deliveryCampaignKey(deliveryCampaignId(subject)),
  );
  const campaign = stored?.value ?? { id: deliveryCampaignId(subject), ...subject, halfDays: [] };
  const [agreed, ...days] = await Promise.all([
    whoAgreed(world, town, programme.consent, now),
    ...campaign.halfDays.map((one) => missionsOfHalfDay(world.table, { ...subject, ...one })),
  ]);
  const last = new Map<SeniorId, Mission>();
  for (const mission of days.flat()) {
    const before = last.get(mission.seniorId);
    // A parcel that was brought stays brought, whatever else is planned by mistake.
    if (!before || (before.state !== 'done' && mission.startsAt >= before.startsAt))
      last.set(mission.seniorId, mission);
  }
  const worried = await concernsIn(world, [...last.values()]);
  return {
    campaign,
    doors: agreed.map((senior) => {
      const mission = last.get(senior.id);
      return {
        senior,
        mission,
        standing: standingOf(mission),
        hasConcern: mission !== undefined && worried.has(mission.id),
      };
    }),
  };
};

const concernsIn = async (
  world: Pick<Surroundings, 'table'>,
  missions: readonly Mission[],
): Promise<ReadonlySet<string>> => {
  const reported = missions.filter(({ state }) => state === 'done' || state === 'not-done');
  const worried = new Set<string>();
  for (let i = 0; i < reported.length; i += BATCH) {
    const rows = await world.table.getRows(reported.slice(i, i + BATCH).map(({ id }) => reportKey(id)));
    for (const { value } of rowsOf(
      reportKind,
      rows.flatMap((row) => row ?? []),
    ))
      if (value.concernId) worried.add(value.missionId);
  }
  return worried;
};
