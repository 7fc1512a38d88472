import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { MissionId } from '../ids/ids.ts';
import { linkKind } from '../links/link.ts';
import { mintLink } from '../links/mint-link.ts';
import type { MessageDraft } from '../messages/draft.ts';
import { intentWrite } from '../messages/intent-write.ts';
import { type Load, withEntry, without } from '../offers/load.ts';
import type { Offer } from '../offers/offer.ts';
import { loadKey, loadKind, offerKey, offerKind } from '../offers/store.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { readAs, type Stored } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { create, replace } from '../table/write.ts';
import { settledTaskWrites } from '../tasks/settle-task.ts';
import { type CivilDay, type CivilTime, instantOf } from '../time/civil.ts';
import { earliest, type Instant } from '../time/instant.ts';
import { type Town, townKey, townKind } from '../town/settings.ts';
import { volunteerKey, volunteerKind } from '../volunteers/store.ts';
import type { Volunteer } from '../volunteers/volunteer.ts';
import { endsAt, isHeld, isOver, type Mission, nextState } from './mission.ts';
import { stepRules, withNextLook } from './steps.ts';
import { missionKey, missionKind } from './store.ts';

/** `senior-away`: she said not to be there that day. */
export type CoordinateRefusal = 'unknown' | 'over' | 'in-the-past' | 'unchanged' | 'senior-away';

type Holding = {
  readonly stored: Stored<Mission>;
  readonly town: Town;
  readonly volunteer: Volunteer | undefined;
  readonly offer: Stored<Offer> | undefined;
  readonly load: Stored<Load> | undefined;
};

/** The mission and whoever holds it. */
const readHolding = async (world: Surroundings, missionId: MissionId): Promise<Holding | undefined> => {
  const stored = await world.table.get(missionKind, missionKey(missionId));
  if (!stored) return undefined;
  const holder = stored.value.holder?.volunteerId;
  const [town, volunteer, offer, load] = await world.table.getRows([
    townKey(stored.value.town),
    ...(holder ? [volunteerKey(holder), offerKey(missionId, holder), loadKey(holder)] : []),
  ]);
  const townValue = town ? readAs(townKind, town)?.value : undefined;
  if (!townValue) return undefined;
  return {
    stored,
    town: townValue,
    volunteer: volunteer ? readAs(volunteerKind, volunteer)?.value : undefined,
    offer: offer ? readAs(offerKind, offer) : undefined,
    load: load ? readAs(loadKind, load) : undefined,
  };
};

/** The holder is told by SMS, with a link that says the same in full. */
const tellHolder = (
  world: Surroundings,
  holding: Holding,
  mission: Mission,
  message: Extract<MessageDraft['message'], { readonly startsAt: Instant }>,
  now: Instant,
): Write[] => {
  const programme = holding.town.programmes.find((one) => one.code === mission.programme);
  if (!holding.volunteer || !programme) return [];
  const { token, link } = mintLink(world.ids, {
    town: mission.town,
    volunteerId: holding.volunteer.id,
    now,
    purpose: 'mission',
    mission,
    consent: programme.consent,
  });
  // Known before they set out, at night if it must be: nobody goes for nothing.
  const setsOut = earliest(message.startsAt, mission.startsAt);
  const draft: MessageDraft = {
    message,
    recipient: holding.volunteer.id,
    subject: mission.id,
    round: `v${holding.stored.version}`,
    dueAt: now,
    notAfter: setsOut > now ? setsOut : endsAt(mission),
    secret: token,
  };
  return [
    create(linkKind, link),
    intentWrite({ appSecret: world.config.appSecret, ids: world.ids }, holding.town, draft, now),
  ];
};

const freedLoad = (holding: Holding, missionId: MissionId): Write[] => [
  ...(holding.load ? [replace(loadKind, holding.load, without(holding.load.value, missionId))] : []),
  ...(holding.offer
    ? [replace(offerKind, holding.offer, { ...holding.offer.value, state: 'closed' as const })]
    : []),
];

export type CancelReason = NonNullable<Mission['cancelled']>['reason'];

/**
 * Calls a mission off, whatever its state, once. The holder is told by SMS unless a person must say it (a death, domain.md
 * §6); others who were asked find a kind page. Cancelled twice is refused as `over` and changes nothing.
 */
export const cancelMission = (
  world: Surroundings,
  missionId: MissionId,
  reason: CancelReason,
  actor: Actor,
  now: Instant,
  options: { readonly tellBy?: 'sms' | 'person' } = {},
): Promise<
  Result<{ readonly mission: Mission; readonly holder: Volunteer | undefined }, CoordinateRefusal>
> =>
  decideAndCommit(world.table, async () => {
    const holding = await readHolding(world, missionId);
    if (!holding) return refused('unknown' as const);
    const before = holding.stored.value;
    const state = nextState(before.state, 'cancel');
    if (!state) return refused('over' as const);
    const { nextAt: _, ...search } = before.search ?? { wave: 0, open: [] };
    const mission: Mission = withNextLook(
      { ...before, state, search: { ...search, endedAt: now }, cancelled: { at: now, reason } },
      stepRules(holding.town),
      false,
    );
    const told =
      isHeld(before.state) && options.tellBy !== 'person'
        ? tellHolder(
            world,
            holding,
            mission,
            { kind: 'mission-cancelled', act: mission.act, startsAt: mission.startsAt },
            now,
          )
        : [];
    return ok({
      value: { mission, holder: isHeld(before.state) ? holding.volunteer : undefined },
      writes: [
        ...change(missionKind, holding.stored, mission, {
          action: 'mission-cancelled',
          actor,
          at: now,
          from: before.state,
          to: state,
          details: { reason },
        }),
        ...freedLoad(holding, missionId),
        ...(await settledTaskWrites(
          world.table,
          before.lookingTaskId,
          'Réglé : la mission est annulée.',
          now,
        )),
        ...told,
      ],
    });
  });

/**
 * Moves a mission to another day or hour. Its holder keeps it and is asked again (yes or no); a search starts over, and
 * whoever was asked for the old hour may be asked for the new one. Not into the past, not once it is over.
 */
export const moveMission = (
  world: Surroundings,
  missionId: MissionId,
  to: { readonly day: CivilDay; readonly time: CivilTime },
  actor: Actor,
  now: Instant,
): Promise<Result<Mission, CoordinateRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Mission>, CoordinateRefusal>> => {
    const holding = await readHolding(world, missionId);
    if (!holding) return refused('unknown');
    const before = holding.stored.value;
    const state = nextState(before.state, 'move');
    if (!state || isOver(before.state)) return refused('over');
    const startsAt = instantOf(to.day, to.time);
    if (startsAt <= now) return refused('in-the-past');
    if (startsAt === before.startsAt) return refused('unchanged');
    const absences = (await world.table.get(seniorKind, seniorKey(before.seniorId)))?.value.absences ?? [];
    if (absences.some(({ from, to: last }) => from <= to.day && to.day <= last))
      return refused('senior-away');
    const held = isHeld(before.state);
    const { presence: _, search, ...rest } = before;
    const moved: Mission = {
      ...rest,
      ...to,
      startsAt,
      state,
      steps: {},
      // The holder keeps it, and has not confirmed the new hour yet.
      ...(before.holder ? { holder: { ...before.holder, since: now, confirmedAt: undefined } } : {}),
      // Offers still open keep counting until the next wave or the release closes them.
      ...(search ? { search: held ? search : { wave: search.wave, open: search.open, nextAt: now } } : {}),
    };
    const mission = withNextLook(
      moved,
      stepRules(holding.town),
      holding.volunteer?.remindTwoHoursBefore ?? false,
    );
    const entry = {
      missionId,
      day: mission.day,
      startsAt,
      minutes: mission.durationMinutes,
      state: 'held' as const,
    };
    return ok({
      value: mission,
      writes: [
        ...change(missionKind, holding.stored, mission, {
          action: 'mission-moved',
          actor,
          at: now,
          from: before.state,
          to: state,
          details: { before: before.startsAt, after: startsAt },
        }),
        ...(held && holding.load
          ? [replace(loadKind, holding.load, withEntry(holding.load.value, entry))]
          : []),
        ...(held && holding.offer
          ? [replace(offerKind, holding.offer, { ...holding.offer.value, day: mission.day, startsAt })]
          : []),
        ...(held
          ? tellHolder(
              world,
              holding,
              mission,
              { kind: 'mission-moved', act: mission.act, startsAt: before.startsAt, movedTo: startsAt },
              now,
            )
          : []),
      ],
    });
  });
