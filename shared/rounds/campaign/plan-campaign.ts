import type { Actor } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { addMission } from '../../missions/add-mission.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { create, replace } from '../../table/write.ts';
import type { CivilDay } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import { HALVES } from '../half-day/draft.ts';
import type { Half } from '../round.ts';
import {
  type CampaignSubject,
  deliveryCampaignId,
  deliveryCampaignKey,
  deliveryCampaignKind,
  isToBring,
  MOST_HALF_DAYS,
  readCampaign,
} from './campaign.ts';

export type PlanCampaignRefusal = 'unknown' | 'nobody' | 'in-the-past' | 'too-many-half-days';
export type PlannedDoors = {
  readonly planned: number;
  /** Away that day by their own word, or closed meanwhile. */
  readonly skipped: number;
  /** Beyond what one press plans. */
  readonly left: number;
};
/** Deliveries one press plans: each is a transaction of its own; the rest waits for the next press. */
const MOST_AT_ONCE = 120;

/**
 * Plans a delivery on this half-day for everybody of these sectors who still waits for one. Pressed twice it plans nobody twice:
 * whoever has one planned is no longer waiting, and two missions of one hour are refused by the mission itself.
 */
export const planCampaign = async (
  world: Surroundings,
  subject: CampaignSubject,
  town: Town,
  wish: {
    readonly day: CivilDay;
    readonly half: Half;
    readonly sectors: readonly string[];
    readonly most: number;
  },
  actor: Actor,
  now: Instant,
): Promise<Result<PlannedDoors, PlanCampaignRefusal>> => {
  const open = await readCampaign(world, subject, town, now);
  const programme = town.programmes.find(({ code }) => code === subject.programme);
  if (!open || !programme) return refused('unknown');
  const wanted = open.doors.filter(
    ({ senior, standing }) =>
      isToBring(standing) &&
      (wish.sectors.length === 0 || wish.sectors.includes(senior.address.sector ?? '')),
  );
  if (wanted.length === 0) return refused('nobody');
  const named = await addHalfDay(world, subject, { day: wish.day, half: wish.half });
  if (!named.ok) return named;
  let [planned, skipped] = [0, 0];
  const turn = wanted.slice(0, Math.min(wish.most, MOST_AT_ONCE));
  for (const { senior } of turn) {
    const added = await addMission(
      world,
      senior.id,
      {
        programme: programme.code,
        day: wish.day,
        time: HALVES[wish.half].from,
        durationMinutes: programme.durationMinutes,
        urgent: false,
      },
      actor,
      now,
    );
    if (added.ok || added.refusal === 'already-planned') planned += 1;
    else if (added.refusal === 'in-the-past') return refused('in-the-past');
    else skipped += 1;
  }
  return ok({ planned, skipped, left: wanted.length - turn.length });
};

const addHalfDay = (
  world: Surroundings,
  subject: CampaignSubject,
  halfDay: { readonly day: CivilDay; readonly half: Half },
): Promise<Result<undefined, 'too-many-half-days'>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<undefined>, 'too-many-half-days'>> => {
    const id = deliveryCampaignId(subject);
    const stored = await world.table.get(deliveryCampaignKind, deliveryCampaignKey(id));
    const campaign = stored?.value ?? { id, ...subject, halfDays: [] };
    if (campaign.halfDays.some(({ day, half }) => day === halfDay.day && half === halfDay.half))
      return ok({ value: undefined, writes: [] });
    if (campaign.halfDays.length >= MOST_HALF_DAYS) return refused('too-many-half-days');
    const next = { ...campaign, halfDays: [...campaign.halfDays, halfDay] };
    return ok({
      value: undefined,
      writes: [stored ? replace(deliveryCampaignKind, stored, next) : create(deliveryCampaignKind, next)],
    });
  });
