import { type Flag, flagSchema } from '../../shared/flags/flag.ts';
import type { FlagRequest } from '../../shared/flags/receive-flag.ts';
import { flagIdSchema } from '../../shared/ids/ids.ts';
import { plus } from '../../shared/time/instant.ts';
import { SOFIA } from '../support/situations.ts';
import { TUESDAY_NOON } from './chain.ts';

export const FLAG = flagIdSchema.parse(`flg_${'F'.repeat(26)}`);

export const aFlag = (more: Partial<Flag> = {}): Flag =>
  flagSchema.parse({
    id: FLAG,
    number: 'S-4821',
    town: 'besancon',
    state: 'received',
    urgency: 'P2',
    person: { name: 'Mme Odette Perrin', address: '8 rue Battant', phone: '03 53 01 00 21', birth: '' },
    reasons: ['alone', 'no-visits'],
    noticed: 'Les volets sont fermés depuis lundi.',
    consent: 'agrees',
    flaggerId: SOFIA,
    receivedAt: TUESDAY_NOON,
    acknowledgedAt: TUESDAY_NOON,
    dueAt: plus(TUESDAY_NOON, { hours: 192 }),
    tellPersonBy: plus(TUESDAY_NOON, { days: 8 }),
    ...more,
  });

export const aFlagRequest = (more: Partial<FlagRequest> = {}): FlagRequest => ({
  person: { name: 'Mme Odette Perrin', address: '8 rue Battant', phone: '03 53 01 00 21', birth: '' },
  reasons: ['alone'],
  noticed: 'Les volets sont fermés depuis lundi.',
  urgency: 'P2',
  consent: 'agrees',
  dangerHandled: false,
  ...more,
});
