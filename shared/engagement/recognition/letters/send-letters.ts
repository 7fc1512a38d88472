import { type Actor, change, SYSTEM } from '../../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import type { VolunteerId } from '../../../ids/ids.ts';
import { linkKind } from '../../../links/link.ts';
import { mintLink } from '../../../links/mint-link.ts';
import { intentWrite, quietOf } from '../../../messages/intent-write.ts';
import { ok, type Result, refused } from '../../../result/result.ts';
import { readAs } from '../../../table/kind.ts';
import { create, replace } from '../../../table/write.ts';
import { nextAllowed } from '../../../time/calendar.ts';
import { type Instant, plus } from '../../../time/instant.ts';
import { type Town, townKey, townKind } from '../../../town/settings.ts';
import { volunteerKey, volunteerKind } from '../../../volunteers/store.ts';
import { canText } from '../../../volunteers/volunteer.ts';
import { letterTextOf, readRecognition } from '../settings.ts';
import { yearlyLetterKey, yearlyLetterKind } from './letter.ts';
import {
  type LetterSending,
  letterSendingKey,
  letterSendingKind,
  MOST_IN_SENDING,
} from './letter-sending.ts';
import { readRecipients } from './year-letters.ts';

/** Volunteers of one look, and how many at once: about a second of work. */
const A_LOT = 50;
const AT_ONCE = 10;
/** Less than the agenda's minute, so that each tick takes a lot (seconds). */
const PAUSE_SECONDS = 30;

/**
 * Begins to send that year's letters, or takes up a sending that was stopped. Nothing is sent here: the agenda goes on by itself. Asked
 * again while it runs: the same one. Refused when there is nobody to text.
 */
export const startLetters = (
  world: Surroundings,
  year: string,
  actor: Actor,
  now: Instant,
): Promise<Result<LetterSending, { readonly reason: 'nobody' }>> =>
  decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<LetterSending>, { readonly reason: 'nobody' }>> => {
      const town = world.config.townId;
      const stored = await world.table.get(letterSendingKind, letterSendingKey(town, year));
      const before = stored?.value;
      if (before?.state === 'running') return ok({ value: before, writes: [] });
      if (stored && before?.state === 'stopped') {
        const { endedAt: _, ...rest } = before;
        const value: LetterSending = { ...rest, state: 'running', by: actor, lookAt: now };
        const happening = { action: 'letters-resumed', actor, at: now, from: 'stopped', to: 'running' };
        return ok({ value, writes: change(letterSendingKind, stored, value, happening) });
      }
      const to = (await readRecipients(world.table, town, year)).slice(0, MOST_IN_SENDING);
      if (to.length === 0) return refused({ reason: 'nobody' });
      const { version } = letterTextOf((await readRecognition(world.table, town)).settings);
      const value: LetterSending = {
        ...{ town, year, state: 'running', to, total: to.length, next: 0, sent: 0, version },
        ...{ by: actor, startedAt: now, lookAt: now },
      };
      const details = { year, people: to.length };
      const happening = { action: 'letters-started', actor, at: now, to: 'running', details };
      return ok({ value, writes: change(letterSendingKind, stored, value, happening) });
    },
  );

/** No other lot leaves. What left, left; the lot under way, if one is, is the last. Twice is once. */
export const stopLetters = (
  world: Surroundings,
  year: string,
  actor: Actor,
  now: Instant,
): Promise<Result<LetterSending, { readonly reason: 'not-running' }>> =>
  decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<LetterSending>, { readonly reason: 'not-running' }>> => {
      const stored = await world.table.get(letterSendingKind, letterSendingKey(world.config.townId, year));
      if (!stored || stored.value.state === 'done') return refused({ reason: 'not-running' });
      if (stored.value.state === 'stopped') return ok({ value: stored.value, writes: [] });
      const value: LetterSending = { ...stored.value, state: 'stopped', endedAt: now };
      const happening = { action: 'letters-stopped', actor, at: now, from: 'running', to: 'stopped' };
      return ok({ value, writes: change(letterSendingKind, stored, value, happening) });
    },
  );

/**
 * The link of the letter to one volunteer, and the record that it went, in one transaction: whoever comes second finds it there. Whether
 * it was sent, now or before.
 */
const sendOne = async (
  world: Surroundings,
  town: Town,
  { year, version, by }: LetterSending,
  id: VolunteerId,
  now: Instant,
): Promise<boolean> => {
  const sent = await decideAndCommit(world.table, async (): Promise<Result<Decision<boolean>, never>> => {
    const [letter, stored] = await Promise.all([
      world.table.get(yearlyLetterKind, yearlyLetterKey(id, year)),
      world.table.get(volunteerKind, volunteerKey(id)),
    ]);
    if (letter) return ok({ value: true, writes: [] });
    const isHere = stored?.value.state === 'active' || stored?.value.state === 'paused';
    if (!stored || !isHere || !canText(stored.value)) return ok({ value: false, writes: [] });
    const about = { town: town.id, volunteerId: id };
    const { token, link } = mintLink(world.ids, { ...about, now, purpose: 'my-space' });
    const draft = {
      message: { kind: 'yearly-letter' as const },
      recipient: id,
      subject: id,
      round: `letter-${year}`,
      dueAt: now,
      notAfter: plus(now, { days: 14 }),
      secret: token,
    };
    return ok({
      value: true,
      writes: [
        ...change(
          yearlyLetterKind,
          undefined,
          { ...about, year, version, sentAt: now },
          { action: 'yearly-letter-sent', actor: by, at: now },
        ),
        create(linkKind, link),
        intentWrite({ appSecret: world.config.appSecret, ids: world.ids }, town, draft, now),
      ],
    });
  });
  return sent.ok && sent.value;
};

/**
 * A lot of the sending, within the hours, then how far it came. Looked at twice, late, by two at once or after a crash in the middle of
 * a lot, nobody is texted twice and everybody is counted once; stopped meanwhile, it stays so.
 */
export const lookAtLetters = async (world: Surroundings, pk: string, now: Instant): Promise<void> => {
  const [row] = await world.table.getRows([{ pk, sk: 'LETTER-SENDING' }]);
  const stored = row && readAs(letterSendingKind, row);
  if (stored?.value.state !== 'running' || stored.value.lookAt > now) return;
  const before = stored.value;
  const town = (await world.table.get(townKind, townKey(before.town)))?.value;
  if (!town) return;
  // Nothing is queued in the night: a stop in the evening stops the morning.
  const allowed = nextAllowed(now, quietOf(town));
  if (allowed > now) {
    await world.table.commit([replace(letterSendingKind, stored, { ...before, lookAt: allowed })]);
    return;
  }
  const lot = before.to.slice(before.next, before.next + A_LOT);
  let sent = 0;
  for (let i = 0; i < lot.length; i += AT_ONCE) {
    const some = lot.slice(i, i + AT_ONCE).map((id) => sendOne(world, town, before, id, now));
    sent += (await Promise.all(some)).filter(Boolean).length;
  }
  await noteLot(world, before, { seen: lot.length, sent }, now);
};

const noteLot = (
  world: Surroundings,
  before: LetterSending,
  lot: { readonly seen: number; readonly sent: number },
  now: Instant,
): Promise<Result<undefined, 'noted'>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<undefined>, 'noted'>> => {
    const stored = await world.table.get(letterSendingKind, letterSendingKey(before.town, before.year));
    const one = stored?.value;
    // Another look noted the same lot, or a later sending has begun.
    if (!stored || !one || one.startedAt !== before.startedAt || one.next !== before.next)
      return refused('noted');
    const next = before.next + lot.seen;
    const sent = before.sent + lot.sent;
    const lookAt = plus(now, { seconds: PAUSE_SECONDS });
    if (next < one.to.length)
      return ok({
        value: undefined,
        writes: [replace(letterSendingKind, stored, { ...one, next, sent, lookAt })],
      });
    const done: LetterSending = { ...one, state: 'done', to: [], next, sent, endedAt: now };
    const happening = {
      action: 'letters-sent',
      actor: SYSTEM,
      at: now,
      from: one.state,
      to: 'done',
      details: { sent },
    };
    return ok({ value: undefined, writes: change(letterSendingKind, stored, done, happening) });
  });
