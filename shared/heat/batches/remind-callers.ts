import { change, SYSTEM } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import { linkKind } from '../../links/link.ts';
import { mintLink } from '../../links/mint-link.ts';
import { intentWrite } from '../../messages/intent-write.ts';
import type { Stored } from '../../table/kind.ts';
import { create } from '../../table/write.ts';
import { type Instant, minus, plus } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import type { CallRound } from '../calls/round.ts';
import { batchesOf, type CallBatch, callBatchKind } from './batch.ts';

/** Said yes so long before the calls open that a reminder helps. */
const LONG_BEFORE_HOURS = 3;

const owesReminder = (batch: CallBatch, round: CallRound): boolean =>
  batch.state === 'accepted' &&
  batch.remindedAt === undefined &&
  batch.holder !== undefined &&
  batch.holder.since < minus(round.opensAt, { hours: LONG_BEFORE_HOURS });

const remind = async (
  world: Surroundings,
  town: Town,
  round: CallRound,
  batch: Stored<CallBatch>,
  now: Instant,
): Promise<void> => {
  const { holder } = batch.value;
  if (!holder) return;
  const { token, link } = mintLink(world.ids, {
    town: town.id,
    volunteerId: holder.volunteerId,
    now,
    purpose: 'calls',
    batchId: batch.value.id,
    until: plus(round.escalateAt, { hours: 3 }),
  });
  const until = batch.value.leaseUntil ?? round.handOverAt;
  // Lost to another tick: it reminded them.
  await world.table.commit([
    ...change(
      callBatchKind,
      batch,
      { ...batch.value, remindedAt: now },
      {
        action: 'batch-reminded',
        actor: SYSTEM,
        at: now,
      },
    ),
    create(linkKind, link),
    intentWrite(
      { appSecret: world.config.appSecret, ids: world.ids },
      town,
      {
        message: {
          kind: 'calls-reminder',
          count: batch.value.people.length,
          startsAt: round.opensAt,
          endsAt: until,
        },
        recipient: holder.volunteerId,
        subject: batch.value.id,
        round: 'morning',
        dueAt: now,
        notAfter: until,
        secret: token,
      },
      now,
    ),
  ]);
};

/** Whoever accepted the evening before is reminded once, when the calls open. */
export const remindCallers = async (
  world: Surroundings,
  town: Town,
  round: CallRound,
  now: Instant,
): Promise<void> => {
  if (now < round.opensAt || now >= round.handOverAt) return;
  for (const batch of await batchesOf(world.table, round.id, 'live'))
    if (owesReminder(batch.value, round)) await remind(world, town, round, batch, now);
};
