import fc from 'fast-check';
import type { World } from '../../functions/compose.ts';
import { SYSTEM } from '../../shared/audit/audit.ts';
import { leaveAndAnswer } from '../../shared/engagement/rests/rest-and-answer.ts';
import type { SeniorId, VolunteerId } from '../../shared/ids/ids.ts';
import { addMission } from '../../shared/missions/add-mission.ts';
import { isHeld, isOver, type Mission } from '../../shared/missions/mission.ts';
import { relaunchSearch } from '../../shared/missions/relaunch-search.ts';
import { offerByHand } from '../../shared/offers/search/offer-by-hand.ts';
import { phoneSchema } from '../../shared/phone/phone.ts';
import type { Senior } from '../../shared/seniors/senior.ts';
import { seniorKey, seniorKind } from '../../shared/seniors/store.ts';
import { changeSenior } from '../../shared/seniors/write-senior.ts';
import { followFile } from '../../shared/services/follow-file.ts';
import { addDays, civilTime, dayOf } from '../../shared/time/civil.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { editVolunteer, excludeSenior } from '../../shared/volunteers/profile/edit-volunteer.ts';
import { losePhone, trustPhone } from '../../shared/volunteers/space/lost-phone.ts';
import { optIn } from '../../shared/volunteers/space/opt-out.ts';
import { sendLostLink } from '../../shared/volunteers/space/space-link.ts';
import { volunteerKey, volunteerKind } from '../../shared/volunteers/store.ts';
import { keptApart, type Volunteer } from '../../shared/volunteers/volunteer.ts';

const STANDING_ACTS = [
  'lose-phone',
  'trust-phone',
  'ask-link',
  'new-number',
  'opt-in',
  'keep-apart',
  'leave',
  'absence',
  'add-mission',
  'offer-by-hand',
  'relaunch',
] as const;
export type StandingAct = (typeof STANDING_ACTS)[number];

/** Telephones are lost more often here than in a town, departures are rare. */
export const standingActArb: fc.Arbitrary<StandingAct> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('lose-phone' as const, 'trust-phone' as const, 'ask-link' as const),
  },
  { weight: 2, arbitrary: fc.constantFrom('absence' as const, 'add-mission' as const) },
  { weight: 2, arbitrary: fc.constantFrom('offer-by-hand' as const, 'relaunch' as const) },
  { weight: 1, arbitrary: fc.constantFrom('new-number' as const, 'opt-in' as const, 'keep-apart' as const) },
  { weight: 1, arbitrary: fc.constant('leave' as const) },
);

export const isStandingAct = (what: string): what is StandingAct => STANDING_ACTS.some((one) => one === what);

type Chosen = {
  readonly a: number;
  readonly b: number;
  readonly volunteer: VolunteerId | undefined;
  readonly senior: SeniorId | undefined;
  readonly mission: Mission | undefined;
};

const CLAIRE = { kind: 'staff', id: `stf_${'7'.repeat(26)}` } as const;

/** What the desk and « Mon espace » do to who stands where: numbers, absences, departures, a person chosen by hand. */
export const standingAct = async (
  world: World,
  what: StandingAct,
  { a, b, volunteer: id, senior, mission }: Chosen,
  now: Instant,
): Promise<void> => {
  if (!id || !senior) return;
  const phone = (await world.table.get(volunteerKind, volunteerKey(id)))?.value.phone;
  switch (what) {
    case 'lose-phone':
      await losePhone(world, id, CLAIRE, now);
      break;
    case 'trust-phone':
      await trustPhone(world, id, CLAIRE, now);
      break;
    case 'ask-link':
      if (phone) await sendLostLink(world, phone, now);
      break;
    case 'new-number':
      await editVolunteer(
        world,
        id,
        { phone: phoneSchema.parse(`+33639981${100 + (a % 900)}`) },
        CLAIRE,
        now,
      );
      break;
    case 'opt-in':
      await optIn(world, id, { kind: 'volunteer', id }, now);
      break;
    case 'keep-apart':
      if (a % 3 === 0) await excludeSenior(world, id, senior, 'apart', CLAIRE, now);
      break;
    case 'leave':
      if (a % 3 === 0) await leaveAndAnswer(world, id, 'no-time', { kind: 'volunteer', id }, now);
      break;
    case 'absence': {
      const stored = await world.table.get(seniorKind, seniorKey(senior));
      const from = addDays(dayOf(now), a % 5);
      const absences = a % 4 === 0 ? [] : [{ from, to: addDays(from, b % 6) }];
      const done = await changeSenior(world, senior, stored?.version ?? 0, { absences }, CLAIRE, now);
      if (done.ok) await followFile(world, senior, CLAIRE, now);
      break;
    }
    case 'add-mission':
      await addMission(
        world,
        senior,
        {
          programme: 'FRIENDLY_VISIT',
          day: addDays(dayOf(now), 1 + (a % 7)),
          time: civilTime('14:30'),
          durationMinutes: 60,
          urgent: a % 5 === 0,
        },
        CLAIRE,
        now,
      );
      break;
    case 'offer-by-hand':
      if (mission) await offerByHand(world, mission.id, id, a % 2 ? 'they-agreed' : undefined, CLAIRE, now);
      break;
    case 'relaunch':
      if (mission) await relaunchSearch(world, mission.id, SYSTEM, now);
      break;
  }
};

/** Whose number this is, as it stood: nothing is said there of a lost telephone, nor to people who all stopped. */
export const phoneFaults = (owners: readonly Volunteer[], text: string): readonly string[] => {
  if (owners.length === 0) return [];
  const all = (stopped: (one: Volunteer) => boolean): boolean => owners.every(stopped);
  return [
    // A shared number is one telephone.
    ...(owners.some(({ phoneLostAt }) => phoneLostAt)
      ? [`law 7: SMS to a telephone that is lost: ${text}`]
      : []),
    ...(all(({ optedOutAt }) => optedOutAt !== undefined)
      ? [`law 4: SMS to somebody who opted out: ${text}`]
      : []),
    // The farewell itself is owed.
    ...(all(({ state }) => state === 'left') && !/vous ne recevrez plus de message/.test(text)
      ? [`law 4: SMS to somebody who left: ${text}`]
      : []),
    ...(/Oui ou non/.test(text) && all(({ state }) => state !== 'active')
      ? [`law 9: an offer to somebody ${owners.map(({ state }) => state).join()}`]
      : []),
  ];
};

/** Nobody goes to a door on a day when she is away, nor to whom they are never to meet again. */
export const doorFaults = (
  missions: readonly Mission[],
  seniors: readonly Senior[],
  volunteers: readonly Volunteer[],
  now: Instant,
): readonly string[] =>
  missions.flatMap(({ id, seniorId, state, startsAt, day, holder }) => {
    const senior = seniors.find((one) => one.id === seniorId);
    if (!senior || isOver(state) || startsAt <= now) return [];
    const volunteer = volunteers.find((one) => one.id === holder?.volunteerId);
    return [
      ...(senior.absences.some(({ from, to }) => from <= day && day <= to)
        ? [`${id} stands on ${day}, when she is away`]
        : []),
      ...(isHeld(state) && volunteer && keptApart(volunteer, senior)
        ? [`law 4: ${id} is held, kept apart`]
        : []),
    ];
  });
