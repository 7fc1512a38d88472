import { type Actor, change } from '../audit/audit.ts';
import { consentKey, consentKind, isConsentGiven } from '../consents/consent.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { SeniorId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { rowsOf } from '../table/kind.ts';
import { replace } from '../table/write.ts';
import { type CivilDay, type CivilTime, instantOf } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import { isOpenToVolunteers } from '../town/programme.ts';
import { townKey, townKind } from '../town/settings.ts';
import type { Mission } from './mission.ts';
import { newMission, seatsFor } from './new-mission.ts';
import { stepRules, withNextLook } from './steps.ts';
import { missionKind } from './store.ts';

export type MissionWish = {
  readonly programme: string;
  readonly day: CivilDay;
  readonly time: CivilTime;
  readonly durationMinutes: number;
  readonly urgent: boolean;
};

export type AddMissionRefusal =
  | 'unknown'
  | 'programme-off'
  | 'senior-not-active'
  | 'no-consent'
  | 'in-the-past'
  /** She is away that day, by her own word. */
  | 'senior-away'
  /** The same act at the same hour exists: a button pressed twice. */
  | 'already-planned';

/**
 * One mission outside any service, with as many seats as its programme asks for: only for somebody accompanied, with her consent to this very purpose (laws 4 and 6).
 * The agenda starts its search at once when the day is near.
 */
export const addMission = (
  world: Surroundings,
  seniorId: SeniorId,
  wish: MissionWish,
  actor: Actor,
  now: Instant,
): Promise<Result<Mission, AddMissionRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Mission>, AddMissionRefusal>> => {
    const [senior, town] = await Promise.all([
      world.table.get(seniorKind, seniorKey(seniorId)),
      world.table.get(townKind, townKey(world.config.townId)),
    ]);
    if (!senior || !town) return refused('unknown');
    const programme = town.value.programmes.find((one) => one.code === wish.programme);
    if (!programme || !isOpenToVolunteers(programme)) return refused('programme-off');
    if (senior.value.state !== 'active') return refused('senior-not-active');
    const startsAt = instantOf(wish.day, wish.time);
    if (startsAt <= now) return refused('in-the-past');
    if (senior.value.absences.some(({ from, to }) => from <= wish.day && wish.day <= to))
      return refused('senior-away');
    const [consent, around] = await Promise.all([
      world.table.get(consentKind, consentKey(seniorId, programme.consent)),
      world.table.index('senior', {
        partition: seniorId,
        from: `mission#${startsAt}`,
        to: `mission#${startsAt}~`,
      }),
    ]);
    if (!isConsentGiven(consent?.value, now)) return refused('no-consent');
    const same = rowsOf(missionKind, around.items).some(
      ({ value }) => value.programme === wish.programme && value.state !== 'cancelled',
    );
    if (same) return refused('already-planned');
    const mission = withNextLook(
      newMission({ ...wish, id: world.ids.next('mis'), senior: senior.value, programme, now }),
      stepRules(town.value),
      false,
    );
    const seats = seatsFor(mission, programme, world.ids.next('mis'));
    return ok({
      value: seats[0] ?? mission,
      writes: [
        ...seats.flatMap((seat) =>
          change(missionKind, undefined, seat, {
            action: 'mission-added',
            actor,
            at: now,
            to: 'planned',
          }),
        ),
        // Written unchanged: a button pressed twice, or a closing in between, meets this write and decides again.
        replace(seniorKind, senior, senior.value),
      ],
    });
  });
