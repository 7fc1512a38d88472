import { expect, it } from 'vitest';
import { answerAsk } from '../../../shared/engagement/rests/answer-ask.ts';
import { askVolunteer } from '../../../shared/engagement/rests/ask.ts';
import { restsKey, restsKind } from '../../../shared/engagement/rests/rests.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { offerKind } from '../../../shared/offers/store.ts';
import { unjustified } from '../../../shared/outbox/justification.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { put } from '../../../shared/table/write.ts';
import { plus } from '../../../shared/time/instant.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { pauseVolunteer } from '../../../shared/volunteers/rest/rest-volunteer.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import { anOffer, aTown, aVolunteer, TUESDAY_NOON as NOW, PAUL } from '../../builders/chain.ts';
import { surroundings } from '../../support/chain.ts';
import { useEngine } from '../../support/engine.ts';
import { tableOn } from '../../support/tables.ts';

const { freshTable } = useEngine();
const ago = (days: number) => plus(NOW, { days: -days });
const himself = { kind: 'volunteer', id: PAUL } as const;

it('the agenda five times at once, against his pause: one question at most, and none leaves during it', async () => {
  for (let round = 0; round < 2; round += 1) {
    const table = tableOn(await freshTable({ stream: false }));
    const world = surroundings(table);
    await table.commit([
      put(townKind, aTown(), 'absent'),
      put(volunteerKind, aVolunteer({ activeSince: ago(200), appliedAt: ago(230) }), 'absent'),
      put(offerKind, anOffer({ state: 'expired', sentAt: ago(40) }), 'absent'),
    ]);
    const looks = Array.from({ length: 5 }, () => askVolunteer(world, PAUL, NOW));
    await Promise.all([
      ...(round % 2 === 0 ? looks : []),
      pauseVolunteer(world, PAUL, undefined, himself, NOW),
      ...looks,
    ]);
    const around = await table.index('volunteer', { partition: PAUL });
    const questions = rowsOf(intentKind, around.items).filter(
      ({ value }) => value.message.kind === 'stay-question',
    );
    const asks = (await table.get(restsKind, restsKey(PAUL)))?.value.asks ?? [];
    expect(questions.length).toBe(asks.length);
    expect(asks.length).toBeLessThanOrEqual(1);
    const volunteer = (await table.get(volunteerKind, volunteerKey(PAUL)))?.value;
    for (const { value } of questions)
      expect(
        unjustified(
          value.message,
          PAUL,
          { volunteer, mission: undefined, offer: undefined, senior: undefined, consent: undefined },
          NOW,
        ),
      ).toBe('recipient-paused');
    // Once he has answered, no look that was under way writes over it.
    if (asks.length === 0) continue;
    const later = plus(NOW, { days: 92 });
    await Promise.all([
      answerAsk(world, PAUL, 'pause', himself, later),
      ...Array.from({ length: 3 }, () => askVolunteer(world, PAUL, later)),
    ]);
    const answered = (await table.get(restsKind, restsKey(PAUL)))?.value.asks ?? [];
    expect(answered.some(({ answer }) => answer === 'pause')).toBe(true);
  }
});
