import { type Intent, intentIdOf, intentSchema } from '../../shared/messages/intent.ts';
import { civilDay } from '../../shared/time/civil.ts';
import { instant } from '../../shared/time/instant.ts';

let count = 0;

/** An offer that is due, valid in every field; each call another message. */
export const anIntent = (more: Partial<Intent> = {}): Intent => {
  count += 1;
  const startsAt = instant('2026-11-25T13:30:00.000Z');
  return intentSchema.parse({
    id: intentIdOf({
      kind: 'offer',
      subject: `mission-${count}`,
      day: civilDay('2026-11-25'),
      round: 'wave-1',
      recipient: 'volunteer',
    }),
    town: 'besancon',
    state: 'pending',
    message: { kind: 'offer', act: 'visit', startsAt, sector: 'planoise' },
    subject: `mission-${count}`,
    recipient: 'volunteer',
    createdAt: instant('2026-11-24T12:00:00.000Z'),
    dueAt: instant('2026-11-24T12:00:00.000Z'),
    notAfter: startsAt,
    claims: 0,
    tries: 0,
    nudges: 0,
    humanKnows: false,
    ...more,
  });
};
