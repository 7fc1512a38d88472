import { describe, expect, it } from 'vitest';
import { answerGathering } from '../../../shared/engagement/gatherings/change-gathering.ts';
import { coming, waiting } from '../../../shared/engagement/gatherings/decide-gathering.ts';
import { put } from '../../../shared/table/write.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { gatheringKey, gatheringKind } from '../../../shared/volunteers/gatherings/gathering.ts';
import { volunteerKind } from '../../../shared/volunteers/store.ts';
import { aTown, TUESDAY_NOON as NOW } from '../../builders/chain.ts';
import { aGathering, aRegistration } from '../../builders/recognition.ts';
import { aReadyVolunteer, surroundings, volunteerNumber } from '../../support/chain.ts';
import { useEngine } from '../../support/engine.ts';
import { tableOn } from '../../support/tables.ts';

const engine = useEngine();
const RACES = 8;
const SEATS = 3;

/** Two seats of three are taken; people one to three are known, and answer through the real engine. */
const openRoom = async () => {
  const world = surroundings(tableOn(await engine.freshTable({ stream: false })));
  const registrations = [8, 9].map((n) => aRegistration({ volunteerId: volunteerNumber(n) }));
  const one = aGathering({ seats: SEATS, registrations });
  await world.table.commit([
    put(townKind, aTown(), 'absent'),
    put(gatheringKind, one, 'absent'),
    ...[1, 2, 3, 8, 9].map((n) => put(volunteerKind, aReadyVolunteer(n), 'absent')),
  ]);
  const says = (n: number, comes: boolean) => {
    const volunteerId = volunteerNumber(n);
    return answerGathering(
      world,
      one.id,
      { volunteerId, comes },
      { kind: 'volunteer', id: volunteerId },
      NOW,
    );
  };
  const room = async () => {
    const stored = await world.table.get(gatheringKind, gatheringKey(one.id));
    if (!stored) throw new Error('no gathering');
    return stored.value;
  };
  return { says, room };
};

describe('the last seat, on the real engine', () => {
  it(`taken by two at once, ${RACES} times: one comes, one waits, and comes when somebody cancels`, async () => {
    for (let race = 0; race < RACES; race += 1) {
      const { says, room } = await openRoom();
      const answers = await Promise.all([says(1, true), says(2, true), says(1, true)]);
      expect(answers.every(({ ok }) => ok)).toBe(true);
      const full = await room();
      expect([coming(full).length, waiting(full).length]).toEqual([SEATS, 1]);
      const [late] = waiting(full);
      // Somebody cancels while a third says yes: the one who waited has the seat, whoever was written first.
      await Promise.all([says(8, false), says(3, true)]);
      const after = await room();
      expect(coming(after).length).toBe(SEATS);
      expect(coming(after).map(({ volunteerId }) => volunteerId)).toContain(late?.volunteerId);
      expect(waiting(after).map(({ volunteerId }) => volunteerId)).toEqual([volunteerNumber(3)]);
    }
  });
});
