import { type Actor, SYSTEM } from '../../../../shared/audit/audit.ts';
import {
  type GatheringPlan,
  planned,
  takeSeat,
} from '../../../../shared/engagement/gatherings/decide-gathering.ts';
import { attended, seenSheet } from '../../../../shared/engagement/gatherings/decide-presence.ts';
import { milestoneKind, reachedBy } from '../../../../shared/engagement/recognition/milestones/milestone.ts';
import { defaultRecognition } from '../../../../shared/engagement/recognition/settings.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../../../shared/time/civil.ts';
import { type Instant, plus } from '../../../../shared/time/instant.ts';
import { type Gathering, gatheringKind } from '../../../../shared/volunteers/gatherings/gathering.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import { type ThankYou, thankYouKind } from '../../../../shared/volunteers/thanks/thank-you.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { daysAgo, type Making } from '../making.ts';
import type { Arranged } from '../seniors/services.ts';

const WORDS = [
  'Dites-lui que le mercredi est devenu mon meilleur jour. Je mets la table exprès.',
  'On a ri comme je n’avais pas ri depuis longtemps. Merci d’être venu malgré la pluie.',
  'Je n’ose pas le lui dire en face : ses visites me donnent du courage pour la semaine.',
] as const;

/** Three who were thanked in the words of the person they visit: one word waits, one was read, one is kept. */
const carryWords = (making: Making, visited: readonly Arranged[], volunteers: readonly Volunteer[]): void => {
  const { history, ids, staff } = making;
  const thanked = new Set<string>();
  const ties = visited.flatMap(({ service, senior }) => {
    const pairing = service.pairings.find(({ state, role }) => state === 'active' && role === 'primary');
    const volunteer = volunteers.find(({ id, state }) => id === pairing?.volunteerId && state === 'active');
    if (!volunteer || volunteer.lastThanksAt || senior.state !== 'active' || senior.sensitive) return [];
    if (thanked.has(volunteer.id)) return [];
    thanked.add(volunteer.id);
    return [{ senior, volunteer }];
  });
  const by: Actor = { kind: 'staff', id: staff.coordinator };
  for (const [i, { senior, volunteer }] of ties.slice(0, WORDS.length).entries()) {
    const at = daysAgo(making, 1 + i, '11:20');
    const carried: ThankYou = {
      id: ids.at('tha', at),
      volunteerId: volunteer.id,
      town: volunteer.town,
      seniorId: senior.id,
      state: 'carried',
      words: WORDS[i] ?? WORDS[0],
      how: 'phone',
      ...(i === 1 ? {} : { from: senior.firstName }),
      takenBy: staff.coordinator,
      takenAt: at,
    };
    history.change(
      volunteerKind,
      { ...volunteer, lastThanksAt: at },
      { action: 'volunteer-thanked', actor: by, at },
    );
    history.change(thankYouKind, carried, { action: 'thanks-carried', actor: by, at, to: 'carried' });
    if (i === 0) continue;
    const actor: Actor = { kind: 'volunteer', id: volunteer.id };
    const readAt = plus(at, { hours: 7 });
    const read = { ...carried, state: 'read' as const, readAt };
    history.change(thankYouKind, read, { action: 'thanks-read', actor, at: readAt, to: 'read' });
    if (i === 2)
      history.change(
        thankYouKind,
        { ...read, state: 'kept' },
        { action: 'thanks-kept', actor, at: plus(readAt, { minutes: 2 }), to: 'kept' },
      );
  }
};

/** One gathering as it came about: prepared, opened, answered in turn, and ticked where it is past. */
const gather = (
  making: Making,
  plan: GatheringPlan,
  prepared: Instant,
  coming: readonly Volunteer[],
  absent = 0,
): void => {
  const { history, ids, staff, town } = making;
  const actor: Actor = { kind: 'staff', id: staff.coordinator };
  const at = planned(plan, prepared);
  if (!at.ok) throw new Error(`a gathering of the demonstration is refused: ${at.refusal.reason}`);
  const draft: Gathering = {
    ...at.value,
    id: ids.at('gat', prepared),
    town: town.id,
    state: 'draft',
    registrations: [],
    createdAt: prepared,
  };
  history.change(gatheringKind, draft, { action: 'gathering-planned', actor, at: prepared, to: 'draft' });
  const opened = plus(prepared, { hours: 1 });
  let one: Gathering = { ...draft, state: 'open' };
  history.change(gatheringKind, one, { action: 'gathering-opened', actor, at: opened, to: 'open' });
  for (const [i, { id }] of coming.entries()) {
    const said = plus(opened, { minutes: 25 + 19 * i });
    const taken = takeSeat(one, id, said);
    if (!taken.ok) continue;
    one = taken.value;
    const by: Actor = { kind: 'volunteer', id };
    history.change(gatheringKind, one, { action: 'gathering-joined', actor: by, at: said, to: one.state });
  }
  const after = plus(one.endsAt, { hours: 2 });
  if (after >= making.dawn) return;
  const came = new Set(coming.slice(absent).map(({ id }) => id));
  const ticked = attended(one, { came, seen: seenSheet(one) }, staff.coordinator, after);
  if (!ticked.ok) return;
  history.change(gatheringKind, ticked.value, { action: 'gathering-attended', actor, at: after, to: 'held' });
};

const holdGatherings = (making: Making, volunteers: readonly Volunteer[]): void => {
  const { today, dawn } = making;
  const there = volunteers.filter(
    ({ state, activeSince }) =>
      state === 'active' && activeSince !== undefined && dayOf(activeSince) < addDays(today, -60),
  );
  const on = (days: number, from: string, to: string) => ({
    day: addDays(today, days),
    from: civilTime(from),
    to: civilTime(to),
  });
  gather(
    making,
    {
      ...{ type: 'meeting', title: 'Café des bénévoles', ...on(-24, '17:30', '19:00') },
      ...{ place: 'Maison des Seniors, 8 rue Pasteur', details: 'Sans ordre du jour.', seats: 20 },
      audience: { of: 'all' },
    },
    daysAgo(making, 45, '10:10'),
    there.slice(0, 9),
    2,
  );
  gather(
    making,
    {
      ...{ type: 'training', title: 'Écouter sans conseiller', ...on(11, '14:00', '17:00') },
      ...{ place: 'Salle Battant, 48 rue Battant', seats: 8, fulfils: 'training' },
      details: 'Avec une psychologue du CCAS. On échange à partir de visites réelles, sans nom.',
      audience: { of: 'all' },
    },
    daysAgo(making, 6, '09:40'),
    there.slice(4, 14),
  );
  gather(
    making,
    {
      ...{ type: 'outing', title: 'Marche à la Citadelle', ...on(19, '10:00', '12:00') },
      ...{ place: 'Rendez-vous place Saint-Jean', details: 'Pas lent, un café au retour.', seats: 15 },
      audience: { of: 'all' },
    },
    daysAgo(making, 3, '16:00'),
    there.slice(1, 5),
  );
  const { milestones } = defaultRecognition(making.town.id);
  const reached = there.flatMap((volunteer) => {
    const [one] = reachedBy(volunteer, [], milestones, today);
    return one ? [{ ...one, volunteerId: volunteer.id }] : [];
  });
  for (const one of reached.slice(0, 2))
    making.history.change(
      milestoneKind,
      {
        ...one,
        town: making.town.id,
        state: 'planned',
        sendAt: instantOf(addDays(today, 2), civilTime('10:00')),
      },
      { action: 'milestone-planned', actor: SYSTEM, at: plus(dawn, { minutes: -1 }), to: 'planned' },
    );
};

/** What is given back to those who give: words carried, a coffee that was held, a training and a walk to come. */
export const giveThanks = (
  making: Making,
  visited: readonly Arranged[],
  volunteers: readonly Volunteer[],
): void => {
  carryWords(making, visited, volunteers);
  holdGatherings(making, volunteers);
};
