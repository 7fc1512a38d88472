import { beforeEach, describe, expect, it } from 'vitest';
import { consentKind } from '../../../shared/consents/consent.ts';
import type { MessageDraft } from '../../../shared/messages/draft.ts';
import { epochKind } from '../../../shared/messages/store.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { offerKind } from '../../../shared/offers/store.ts';
import { phoneSchema } from '../../../shared/phone/phone.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import type { Write } from '../../../shared/table/table.ts';
import { put } from '../../../shared/table/write.ts';
import { plus } from '../../../shared/time/instant.ts';
import { volunteerKind } from '../../../shared/volunteers/store.ts';
import {
  aConsent,
  aMission,
  anOffer,
  aSenior,
  aTown,
  aVolunteer,
  PAUL,
  TUESDAY_NOON,
  VISIT,
  VISIT_STARTS,
} from '../../builders/chain.ts';
import {
  cancellation,
  confirmation,
  minutesLater,
  offer,
  useOutboxChain,
} from '../../support/outbox-chain.ts';

const { town: here, tasks } = useOutboxChain();
let town: ReturnType<typeof here>;
beforeEach(() => {
  town = here();
});

const holding = { volunteerId: PAUL, since: TUESDAY_NOON, via: 'link' as const, devices: [] };

describe('the gate, just before the text would leave', () => {
  const held = () => put(missionKind, aMission({ state: 'filled', holder: holding }), 'any');
  it.each<[string, MessageDraft, () => Write[], string]>([
    ['filled by somebody else', offer, () => [held()], 'mission-changed'],
    [
      'moved',
      offer,
      () => [put(missionKind, aMission({ startsAt: plus(VISIT_STARTS, { hours: 1 }) }), 'any')],
      'mission-changed',
    ],
    [
      'already answered',
      offer,
      () => [put(offerKind, anOffer({ state: 'declined' }), 'any')],
      'mission-changed',
    ],
    [
      'volunteer on a break',
      offer,
      () => [put(volunteerKind, aVolunteer({ state: 'paused' }), 'any')],
      'recipient-paused',
    ],
    [
      'volunteer gone',
      offer,
      () => [put(volunteerKind, aVolunteer({ state: 'left' }), 'any')],
      'recipient-gone',
    ],
    ['senior died', offer, () => [put(seniorKind, aSenior({ state: 'closed' }), 'any')], 'senior-closed'],
    [
      'consent withdrawn',
      offer,
      () => [put(consentKind, aConsent({ state: 'withdrawn' }), 'any')],
      'no-consent',
    ],
    ['handed back since', confirmation, () => [], 'mission-changed'],
    [
      'senior died after the yes',
      confirmation,
      () => [held(), put(seniorKind, aSenior({ state: 'closed' }), 'any')],
      'senior-closed',
    ],
    [
      'volunteer gone, mission cancelled',
      cancellation,
      () => [put(volunteerKind, aVolunteer({ state: 'left' }), 'any')],
      'recipient-gone',
    ],
  ])('%s: nothing leaves', async (_, draft, change, reason) => {
    await town.ask(aTown(), draft);
    for (const write of change()) await town.write(write);
    await town.stream.drain();
    expect(town.requests).toEqual([]);
    expect(await town.read(draft)).toMatchObject({ state: 'cancelled', reason });
    expect((await town.read(draft)).sealed).toBeUndefined();
    expect(await tasks()).toEqual([]);
  });

  it('too late: an offer is dropped, an annulment becomes a call', async () => {
    await town.ask(aTown(), offer);
    await town.ask(aTown(), cancellation);
    town.advanceTo(plus(VISIT_STARTS, { seconds: 1 }));
    await town.stream.drain();
    expect(town.requests).toEqual([]);
    expect(await town.read(offer)).toMatchObject({ state: 'cancelled', reason: 'too-late' });
    expect(await town.read(cancellation)).toMatchObject({ state: 'dead', reason: 'too-late' });
    expect(await tasks()).toMatchObject([{ kind: 'message-failed', volunteerId: PAUL, urgent: true }]);
  });

  it.each([
    ['a landline', { phone: phoneSchema.parse('+33353010001') }, 'no-mobile'],
    ['a wish to be called', { channel: 'voice' as const }, 'no-mobile'],
    ['no more SMS wanted', { optedOutAt: TUESDAY_NOON }, 'opted-out'],
    ['a telephone lost', { phoneLostAt: TUESDAY_NOON }, 'phone-lost'],
    ['a link that was closed since it was written', { linksVoidBefore: minutesLater(1) }, 'link-closed'],
  ])('%s: a person calls instead, in the same transaction', async (_, more, reason) => {
    await town.write(put(volunteerKind, aVolunteer(more), 'any'));
    await town.ask(aTown(), offer);
    await town.stream.drain();
    expect(town.requests).toEqual([]);
    expect(await town.read(offer)).toMatchObject({ state: 'dead', reason, humanKnows: true });
    expect(await tasks()).toMatchObject([
      {
        kind: 'human-call',
        subjectId: VISIT,
        messageId: (await town.read(offer)).id,
        volunteerId: PAUL,
        sentence: expect.stringContaining('À dire de vive voix : proposition de mission'),
      },
    ]);
  });

  it('refuses a number that is not reserved for fiction', async () => {
    await town.write(put(volunteerKind, aVolunteer({ phone: phoneSchema.parse('+33612345678') }), 'any'));
    await town.ask(aTown(), offer);
    await town.stream.drain();
    expect(town.requests).toEqual([]);
    expect(await town.read(offer)).toMatchObject({ state: 'dead', reason: 'invalid-number' });
  });
});

it('after a restore, what was asked before waits for a person', async () => {
  await town.ask(aTown(), offer);
  await town.write(put(epochKind, { at: minutesLater(1) }, 'any'));
  await town.stream.drain();
  expect(town.requests).toEqual([]);
  expect(await town.read(offer)).toMatchObject({ state: 'held', reason: 'restored-from-backup' });
});
