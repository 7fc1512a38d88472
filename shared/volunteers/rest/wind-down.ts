import { type Actor, SYSTEM } from '../../audit/audit.ts';
import { type Surroundings, TooMuchContention } from '../../decide/decide.ts';
import { returnBatchesOf } from '../../heat/batches/return-batch.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { missionKey, missionKind } from '../../missions/store.ts';
import { closeOffer } from '../../offers/close-offer.ts';
import { handBackMission } from '../../offers/hand-back.ts';
import type { LoadEntry } from '../../offers/load.ts';
import { loadKey, loadKind } from '../../offers/store.ts';
import { returnRoundsOf } from '../../rounds/end-round.ts';
import { servicesOf } from '../../services/ties.ts';
import type { Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { unchanged } from '../../table/write.ts';
import type { Instant } from '../../time/instant.ts';
import { readVolunteer, type VolunteerFacts } from '../change-volunteer.ts';
import { volunteerChange } from '../movements/record.ts';
import { volunteerKey, volunteerKind } from '../store.ts';
import type { Volunteer, Winding } from '../volunteer.ts';
import { restPairing } from './pairings.ts';
import { isStopped, wound } from './rest.ts';

/** Somebody else writes meanwhile: the note stays, the agenda goes on from it. */
const ROUNDS = 4;

/**
 * Undoes what a rest still owes, one conditional transaction at a time: offers closed, missions given back (their
 * search starts again, with urgency when near), ties paused, ended or brought back, binôme dissolved on departure;
 * then the note is cleared. Each step looks before it writes, so it may be stopped anywhere, run twice, or run
 * at the same time by the agenda: the end is the same (F30). Returns whether nothing is left.
 */
export const windDown = async (world: Surroundings, id: VolunteerId, now: Instant): Promise<boolean> => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const facts = await readVolunteer(world, id);
    if (!facts?.stored.value.winding) return true;
    const { winding } = facts.stored.value;
    // Before its doors one by one: a round goes back whole, and is told once.
    if (winding.cause !== 'resume') await returnRoundsOf(world, id, SYSTEM, winding.until, now);
    await undoMissions(world, facts, winding, now);
    if (winding.cause !== 'resume') await returnBatchesOf(world, id, SYSTEM, now);
    for (const service of await servicesOf(world.table, id))
      await restPairing(world, service.id, id, winding.cause, now);
    if (await clearNote(world, facts, winding, now)) return true;
  }
  return false;
};

/**
 * The same, right after the act: if others write too much meanwhile, the act stands, the note too, and the agenda
 * finishes within the minute.
 */
export const startWindDown = async (world: Surroundings, id: VolunteerId, now: Instant): Promise<void> => {
  try {
    await windDown(world, id, now);
  } catch (error) {
    if (!(error instanceof TooMuchContention)) throw error;
  }
};

const stoppedEntries = (entries: readonly LoadEntry[], winding: Winding, now: Instant) =>
  entries.filter(
    (entry) => entry.state === 'offered' || (entry.state === 'held' && isStopped(winding, entry, now)),
  );

/** An open offer closes whatever its day: nobody is asked anything during a rest. */
const undoMissions = async (
  world: Surroundings,
  { stored, town }: VolunteerFacts,
  winding: Winding,
  now: Instant,
): Promise<void> => {
  if (winding.cause === 'resume') return;
  const id = stored.value.id;
  const load = await world.table.get(loadKind, loadKey(id));
  const actor: Actor = SYSTEM;
  for (const entry of stoppedEntries(load?.value.entries ?? [], winding, now)) {
    if (entry.state === 'offered') {
      await closeOffer(world, entry.missionId, id, winding.cause, now);
      continue;
    }
    const mission = (await world.table.get(missionKind, missionKey(entry.missionId)))?.value;
    const programme = town.programmes.find(({ code }) => code === mission?.programme);
    if (!mission || !programme) continue;
    await handBackMission(
      world,
      { missionId: mission.id, volunteerId: id, seniorId: mission.seniorId, consent: programme.consent },
      actor,
      now,
    );
  }
};

/** Held to the load and the record that were read: an offer or an act that came in between starts a new round. */
const clearNote = async (
  world: Surroundings,
  { stored }: VolunteerFacts,
  winding: Winding,
  now: Instant,
): Promise<boolean> => {
  const { value } = stored;
  const load = await world.table.get(loadKind, loadKey(value.id));
  const left = winding.cause === 'resume' ? [] : stoppedEntries(load?.value.entries ?? [], winding, now);
  const owed = await stillOwed(world, value.id, left, now);
  if (owed) return false;
  const partner = winding.cause === 'leave' && value.partnerId ? value.partnerId : undefined;
  const next = wound(value);
  const { partnerId: _, ...alone } = next;
  const writes: Write[] = [
    ...volunteerChange(stored, partner ? alone : next, {
      action: 'volunteer-wound-down',
      actor: SYSTEM,
      at: now,
      from: value.state,
      to: next.state,
      details: { cause: winding.cause },
    }),
    ...(load ? [unchanged(loadKind, load)] : []),
    ...(partner ? await unpairedWrites(world, value.id, partner, now) : []),
  ];
  return (await world.table.commit(writes)).ok;
};

/** An entry whose mission is no longer theirs to give back (over, or gone) is no debt. */
const stillOwed = async (
  world: Surroundings,
  id: VolunteerId,
  entries: readonly LoadEntry[],
  now: Instant,
): Promise<boolean> => {
  for (const entry of entries) {
    const mission = (await world.table.get(missionKind, missionKey(entry.missionId)))?.value;
    const holds =
      mission?.holder?.volunteerId === id &&
      (mission.state === 'filled' || mission.state === 'confirmed') &&
      mission.startsAt > now;
    if (holds || mission?.search?.open.includes(id)) return true;
  }
  return false;
};

/** The other half of the binôme, when it still points here. */
const unpairedWrites = async (
  world: Surroundings,
  id: VolunteerId,
  partnerId: VolunteerId,
  now: Instant,
): Promise<readonly Write[]> => {
  const other: Stored<Volunteer> | undefined = await world.table.get(volunteerKind, volunteerKey(partnerId));
  if (!other || other.value.partnerId !== id) return [];
  const { partnerId: _, ...alone } = other.value;
  return volunteerChange(other, alone, { action: 'binome-ended', actor: SYSTEM, at: now }, 'partner');
};
