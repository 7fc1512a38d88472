import { beforeEach } from 'vitest';
import { consentKind } from '../../shared/consents/consent.ts';
import { linkTokenSchema } from '../../shared/ids/ids.ts';
import type { MessageDraft } from '../../shared/messages/draft.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { offerKind } from '../../shared/offers/store.ts';
import { sweepMessages } from '../../shared/outbox/sweep-messages.ts';
import { phoneSchema } from '../../shared/phone/phone.ts';
import { seniorKind } from '../../shared/seniors/store.ts';
import { rowsOf } from '../../shared/table/kind.ts';
import { put } from '../../shared/table/write.ts';
import { openTaskList, type Task, taskKind } from '../../shared/tasks/task.ts';
import { type Instant, plus } from '../../shared/time/instant.ts';
import { townKind } from '../../shared/town/settings.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
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
} from '../builders/chain.ts';
import { type TestTable, useEngine } from './engine.ts';
import { type OutboxTown, openTown } from './outbox.ts';

export const token = linkTokenSchema.parse('Abcdefghijklmnopqrst12');
export const paulsPhone = phoneSchema.parse('+33639980001');

export const offer: MessageDraft = {
  message: { kind: 'offer', act: 'visit', startsAt: VISIT_STARTS, sector: 'planoise' },
  recipient: PAUL,
  subject: VISIT,
  round: 'wave-1',
  dueAt: TUESDAY_NOON,
  notAfter: VISIT_STARTS,
  secret: token,
};
export const confirmation: MessageDraft = {
  ...offer,
  message: { kind: 'accepted-confirmation', act: 'visit', startsAt: VISIT_STARTS },
};
export const cancellation: MessageDraft = {
  ...offer,
  message: { kind: 'mission-cancelled', act: 'visit', startsAt: VISIT_STARTS },
};
export const alert: MessageDraft = {
  message: { kind: 'coordinator-alert', reason: 'urgent-flag', count: 2 },
  recipient: 'duty',
  subject: 'duty',
  round: '1',
  dueAt: TUESDAY_NOON,
  notAfter: plus(TUESDAY_NOON, { hours: 12 }),
};
export const minutesLater = (minutes: number): Instant => plus(TUESDAY_NOON, { minutes });

/**
 * Before each test of the file, a new town where Paul may be offered a visit to Jeanne: `town()` is it, `tasks()`
 * what waits for a person in it, `sweepAt` the agenda's minute and all that follows from it.
 */
export const useOutboxChain = () => {
  const { freshTable } = useEngine();
  let fresh: TestTable | undefined;
  let town: OutboxTown | undefined;
  beforeEach(async () => {
    fresh = await freshTable();
    town = await openTown(fresh);
    await town.write(
      put(townKind, aTown(), 'any'),
      put(volunteerKind, aVolunteer(), 'any'),
      put(seniorKind, aSenior(), 'any'),
      put(consentKind, aConsent(), 'any'),
      put(missionKind, aMission(), 'any'),
      put(offerKind, anOffer(), 'any'),
    );
  });
  const here = (): OutboxTown => {
    if (!town) throw new Error('useOutboxChain() belongs at the top level of the test file');
    return town;
  };
  return {
    town: here,
    table: (): TestTable => {
      if (!fresh) throw new Error('useOutboxChain() belongs at the top level of the test file');
      return fresh;
    },
    tasks: async (): Promise<readonly Task[]> => {
      const page = await here().table.index('list', { partition: openTaskList('besancon') });
      return rowsOf(taskKind, page.items).map(({ value }) => value);
    },
    sweepAt: async (minutes: number): Promise<void> => {
      here().advanceTo(minutesLater(minutes));
      await sweepMessages(here().table, minutesLater(minutes));
      await here().stream.drain();
    },
  };
};
