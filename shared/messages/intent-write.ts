import type { Ids } from '../ids/ids.ts';
import { seal } from '../ids/seal.ts';
import type { Write } from '../table/table.ts';
import { create } from '../table/write.ts';
import { dayOf } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import type { Town } from '../town/settings.ts';
import type { MessageDraft } from './draft.ts';
import { placedAt } from './hours.ts';
import { type Intent, type IntentId, intentIdOf } from './intent.ts';
import { KINDS } from './kinds.ts';
import { intentKind } from './store.ts';

/** What sealing needs: the deployment's secret and fresh random bytes. */
type Sealing = { readonly appSecret: string; readonly ids: Pick<Ids, 'secret'> };

/** Hours within which a town may disturb its volunteers. */
export const quietOf = (town: Pick<Town, 'quietHours' | 'holidayZone'>) => ({
  ...town.quietHours,
  zone: town.holidayZone,
});

/** The id of the message this draft asks for: the same draft, the same message (T1). */
export const intentIdOfDraft = (draft: MessageDraft): IntentId =>
  intentIdOf({
    kind: draft.message.kind,
    subject: draft.subject,
    day: dayOf('startsAt' in draft.message ? draft.message.startsAt : draft.dueAt),
    round: draft.round,
    recipient: draft.recipient,
  });

/** A new message, placed within the hours, its secret sealed for this record alone. */
export const intentOf = (world: Sealing, town: Town, draft: MessageDraft, now: Instant): Intent => {
  const id = intentIdOfDraft(draft);
  const { kind } = draft.message;
  if ((KINDS[kind].secret === 'none') !== (draft.secret === undefined))
    throw new Error(`a ${kind} message is asked with${draft.secret === undefined ? 'out' : ''} a secret`);
  return {
    id,
    town: town.id,
    state: 'pending',
    message: draft.message,
    subject: draft.subject,
    recipient: draft.recipient,
    createdAt: now,
    dueAt: placedAt(kind, draft.dueAt, draft.notAfter, now, quietOf(town)),
    notAfter: draft.notAfter,
    claims: 0,
    tries: 0,
    ...(draft.secret === undefined
      ? {}
      : { sealed: seal(world.appSecret, id, draft.secret, initialVector(world.ids.secret())) }),
    nudges: 0,
    humanKnows: false,
  };
};

const initialVector = (secret: string): Uint8Array => Buffer.from(secret, 'base64url').subarray(0, 12);

/**
 * T1. The write that adds a message to a use case's own transaction: the message exists if and only if the
 * change that justifies it does. Its condition refuses the whole transaction when the very same message was
 * already asked for: give deliberate repetitions another `round`.
 */
export const intentWrite = (world: Sealing, town: Town, draft: MessageDraft, now: Instant): Write =>
  create(intentKind, intentOf(world, town, draft, now), `message:${draft.message.kind}`);
