import {
  answerGathering,
  editGathering,
  planGathering,
} from '../../shared/engagement/gatherings/change-gathering.ts';
import { type GatheringPlan, seenOf } from '../../shared/engagement/gatherings/decide-gathering.ts';
import { staffIdSchema, volunteerIdSchema } from '../../shared/ids/ids.ts';
import { intentKind } from '../../shared/messages/store.ts';
import { put, replace } from '../../shared/table/write.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { type Gathering, gatheringKind } from '../../shared/volunteers/gatherings/gathering.ts';
import { volunteerKey, volunteerKind } from '../../shared/volunteers/store.ts';
import type { Volunteer } from '../../shared/volunteers/volunteer.ts';
import { aVolunteer, TUESDAY_NOON as NOW } from '../builders/chain.ts';
import { aGathering } from '../builders/recognition.ts';
import { townOf } from '../builders/volunteers.ts';

export const CLAIRE = staffIdSchema.parse(`stf_${'S'.repeat(26)}`);
export const STAFF = { kind: 'staff' as const, id: CLAIRE };
export const ID = aGathering().id;
export const who = (n: number) => volunteerIdSchema.parse(`vol_${String(n).padStart(26, '0')}`);
export const person = (n: number, more: Partial<Volunteer> = {}): Volunteer =>
  aVolunteer({
    id: who(n),
    firstName: `Prénom${n}`,
    phone: `+336399800${String(n).padStart(2, '0')}` as Volunteer['phone'],
    ...more,
  });
export const PHONE = aVolunteer().phone;
export const PLAN: GatheringPlan = {
  ...(({ type, title, day, from, to, place, details, audience }) => ({
    ...{ type, title, day, from, to, place, details, audience },
  }))(aGathering()),
  seats: 2,
  fulfils: 'training',
};

export const stage = async (
  people: readonly Volunteer[] = [1, 2, 3, 4].map((n) => person(n)),
  plan = PLAN,
) => {
  const town = await townOf(people.slice(0, 90));
  for (let i = 90; i < people.length; i += 90)
    await town.world.table.commit(people.slice(i, i + 90).map((one) => put(volunteerKind, one, 'absent')));
  await planGathering(town.world, ID, plan, STAFF, NOW);
  const one = (): Gathering => {
    const [found] = town.all(gatheringKind);
    if (!found) throw new Error('no gathering');
    return found;
  };
  const yes = (n: number, at: Instant = NOW) =>
    answerGathering(world, ID, { volunteerId: who(n), comes: true }, { kind: 'volunteer', id: who(n) }, at);
  const no = (n: number, at: Instant = NOW) =>
    answerGathering(world, ID, { volunteerId: who(n), comes: false }, { kind: 'volunteer', id: who(n) }, at);
  const { world } = town;
  /** By somebody whose form showed what is stored now. */
  const edit = (plan: GatheringPlan, at: Instant = NOW) =>
    editGathering(world, ID, { plan, seen: seenOf(one()) }, STAFF, at);
  const texts = (kind: string) =>
    town
      .all(intentKind)
      .filter(({ message }) => message.kind === kind)
      .map(({ recipient }) => recipient);
  const write = async (n: number, more: Partial<Volunteer>) => {
    const stored = await world.table.get(volunteerKind, volunteerKey(who(n)));
    if (stored) await world.table.commit([replace(volunteerKind, stored, { ...stored.value, ...more })]);
  };
  return { ...town, one, yes, no, texts, write, edit };
};
export const stateOf = (one: Gathering, n: number) =>
  one.registrations.find(({ volunteerId }) => volunteerId === who(n))?.state;
