import { type Actor, change } from '../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { VolunteerId } from '../ids/ids.ts';
import { removedBy } from '../matching/rules.ts';
import { isOpen, type Mission } from '../missions/mission.ts';
import { stepRules, withNextLook } from '../missions/steps.ts';
import { missionKey, missionKind } from '../missions/store.ts';
import { readFacts, valuesOf } from '../offers/facts.ts';
import { searchVolunteer } from '../offers/search/search.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Instant } from '../time/instant.ts';
import { townKey, townKind } from '../town/settings.ts';
import { isPromised } from './solve/promised.ts';
import type { PlanRow } from './week-plan.ts';

/** `gone`: the mission no longer looks for anybody, or somebody is being asked already. */
export type ChoiceOutcome =
  | { readonly did: 'asked' | 'gone' }
  | {
      readonly did: 'skipped';
      readonly skipped: readonly { readonly id: VolunteerId; readonly sentence: string }[];
    };

const same = (a: readonly string[] | undefined, b: readonly string[]): boolean =>
  a?.join(' ') === b.join(' ');

/**
 * One mission of a plan that is sent: it carries its choice and its search starts at once through the chain, caps, pauses,
 * quiet hours and all. Whoever may no longer be asked is passed over and said; with nobody left nothing starts, and the
 * mission waits for its own search as without a plan. Done twice, or by two at once, it asks once: an offer that exists is
 * not made again, and the search is due once. A stop in between is mended by the agenda, which finds the search due.
 */
const offerSeat = async (
  world: Surroundings,
  missionId: Mission['id'],
  volunteerIds: readonly VolunteerId[],
  actor: Actor,
  now: Instant,
): Promise<ChoiceOutcome> => {
  const ready = await decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<ChoiceOutcome>, 'gone'>> => {
      const seen = await world.table.get(missionKind, missionKey(missionId));
      if (!seen) return refused('gone');
      const skipped: { id: VolunteerId; sentence: string }[] = [];
      const chosen: VolunteerId[] = [];
      let stored = seen;
      let rules = undefined as ReturnType<typeof stepRules> | undefined;
      for (const id of volunteerIds) {
        const facts = await readFacts(world, {
          missionId,
          volunteerId: id,
          seniorId: seen.value.seniorId,
          consent: 'PREVENANCE',
        });
        if (!facts) continue;
        stored = facts.mission;
        rules = stepRules(facts.town);
        const programme = facts.town.programmes.find(({ code }) => code === stored.value.programme);
        if (!programme) continue;
        const { mission, offer, load, volunteer, senior } = valuesOf(facts);
        if (offer?.startsAt === mission.startsAt && offer.state === 'sent')
          return ok({ value: { did: 'asked' }, writes: [] });
        const removed = removedBy(
          { volunteer, load, offer },
          { mission, programme, town: facts.town, senior },
          now,
        );
        if (removed) skipped.push({ id, sentence: removed.sentence });
        else chosen.push(id);
      }
      const mission = stored.value;
      const { wave = 0, open = [], nextAt } = mission.search ?? {};
      if (!isOpen(mission.state) || now >= mission.startsAt || open.length > 0) return refused('gone');
      if (chosen.length === 0 || !rules) return ok({ value: { did: 'skipped', skipped }, writes: [] });
      const value: ChoiceOutcome = skipped.length > 0 ? { did: 'skipped', skipped } : { did: 'asked' };
      if (same(mission.chosen, chosen) && nextAt !== undefined && nextAt <= now)
        return ok({ value, writes: [] });
      const next: Mission = { ...mission, chosen, search: { wave, open: [], nextAt: now } };
      return ok({
        value,
        writes: change(missionKind, stored, withNextLook(next, rules, false), {
          action: 'plan-chosen',
          actor,
          at: now,
          from: mission.state,
          to: mission.state,
          details: { chosen: chosen.length },
        }),
      });
    },
  );
  if (!ready.ok) return { did: 'gone' };
  await searchVolunteer(world, missionId, now, 'due');
  return ready.value;
};

/**
 * Whoever is asked beyond the first is asked for the other seat of a mission for two. Where the first seat was called off, whom it
 * was for is asked for the other, and nobody else.
 */
export const offerChoice = async (
  world: Surroundings,
  missionId: Mission['id'],
  volunteerIds: readonly VolunteerId[],
  actor: Actor,
  now: Instant,
): Promise<ChoiceOutcome> => {
  const [first, second] = volunteerIds;
  const read = async () => (await world.table.get(missionKind, missionKey(missionId)))?.value;
  if (!first || !second) {
    const alone = await offerSeat(world, missionId, volunteerIds, actor, now);
    const seat = first && alone.did === 'gone' ? await read() : undefined;
    return first && seat?.twinId && seat.state === 'cancelled'
      ? offerSeat(world, seat.twinId, [first], actor, now)
      : alone;
  }
  const { twinId, state } = (await read()) ?? {};
  if (!twinId) return offerSeat(world, missionId, volunteerIds, actor, now);
  if (state === 'cancelled') return offerSeat(world, twinId, [first], actor, now);
  const one = await offerSeat(world, missionId, [first], actor, now);
  const other = await offerSeat(world, twinId, [second], actor, now);
  const skipped = [one, other].flatMap((outcome) => (outcome.did === 'skipped' ? outcome.skipped : []));
  if (skipped.length > 0) return { did: 'skipped', skipped };
  return one.did === 'gone' ? other : one;
};

/**
 * What an earlier sending promised for this mission is promised no more: nobody was asked yet, and the plan that is sent now sends nobody
 * there. It looks for somebody at its own date, as without a plan. Does nothing once somebody is asked.
 */
const withdrawChoice = async (
  world: Surroundings,
  missionId: Mission['id'],
  actor: Actor,
  now: Instant,
): Promise<void> => {
  await decideAndCommit(world.table, async (): Promise<Result<Decision<undefined>, 'nothing'>> => {
    const stored = await world.table.get(missionKind, missionKey(missionId));
    if (!stored || !isPromised(stored.value, now)) return refused('nothing');
    const town = (await world.table.get(townKind, townKey(world.config.townId)))?.value;
    if (!town) return refused('nothing');
    const { chosen: _, search: __, ...rest } = stored.value;
    return ok({
      value: undefined,
      writes: change(missionKind, stored, withNextLook(rest, stepRules(town), false), {
        action: 'plan-withdrawn',
        actor,
        at: now,
        from: rest.state,
        to: rest.state,
      }),
    });
  });
};

/** The same of each seat of a mission for which this plan chooses nobody. */
export const withdrawSeats = async (
  world: Surroundings,
  { missionId, choices }: Pick<PlanRow, 'missionId' | 'choices'>,
  actor: Actor,
  now: Instant,
): Promise<void> => {
  const { twinId } = (await world.table.get(missionKind, missionKey(missionId)))?.value ?? {};
  const seats = [missionId, ...(twinId ? [twinId] : [])].slice(choices.length);
  for (const seat of seats) await withdrawChoice(world, seat, actor, now);
};
