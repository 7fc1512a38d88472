import { deliveryRoundIdSchema } from '../../shared/ids/ids.ts';
import { type DeliveryRound, deliveryRoundSchema } from '../../shared/rounds/round.ts';
import { plus } from '../../shared/time/instant.ts';
import { JEANNE, PAUL, TUESDAY_NOON, VISIT, VISIT_STARTS } from './chain.ts';

/** A round of one door on Wednesday afternoon, offered to Paul; valid by default. */
export const aRound = (more: Partial<DeliveryRound> = {}): DeliveryRound =>
  deliveryRoundSchema.parse({
    id: deliveryRoundIdSchema.parse(`rou_${'R'.repeat(26)}`),
    town: 'besancon',
    programme: 'HOME_LIBRARY',
    act: 'books',
    day: '2026-11-25',
    half: 'pm',
    state: 'offered',
    volunteerId: PAUL,
    travel: 'walk',
    start: { label: 'Maison des Seniors', point: { lat: 47.22, lon: 5.96 } },
    leavesAt: plus(VISIT_STARTS, { minutes: -20 }),
    endsAt: plus(VISIT_STARTS, { minutes: 30 }),
    stops: [{ missionId: VISIT, seniorId: JEANNE, arrivesAt: VISIT_STARTS, minutes: 30, grams: 900 }],
    sentAt: TUESDAY_NOON,
    answerBy: plus(TUESDAY_NOON, { hours: 12 }),
    devices: [],
    steps: {},
    ...more,
  });
