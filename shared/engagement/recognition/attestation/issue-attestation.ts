import { type Actor, change } from '../../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import { canonical, sha256 } from '../../../ids/digest.ts';
import type { StaffId, VolunteerId } from '../../../ids/ids.ts';
import { linkKind } from '../../../links/link.ts';
import { mintLink } from '../../../links/mint-link.ts';
import { intentWrite } from '../../../messages/intent-write.ts';
import { ok, type Result, refused } from '../../../result/result.ts';
import type { Write } from '../../../table/table.ts';
import { create, put } from '../../../table/write.ts';
import { dayOf, yearOf } from '../../../time/civil.ts';
import { type Instant, plus } from '../../../time/instant.ts';
import { type Town, townKey, townKind } from '../../../town/settings.ts';
import { volunteerKey, volunteerKind } from '../../../volunteers/store.ts';
import { type Period, readHours } from '../hours/read-hours.ts';
import { type HourTotals, totalsOf } from '../hours/totals.ts';
import {
  type Attestation,
  type AttestationFile,
  type AttestationNumber,
  attestationBookKey,
  attestationBookKind,
  attestationFileKey,
  attestationFileKind,
  attestationKey,
  attestationKind,
  numberOf,
  withHeld,
} from './attestation.ts';
import { type Issuing, makeAttestation } from './paper.ts';

export type IssueRefusal = {
  /**
   * `changed`: the hours are not those that were read. `nothing`: no hour to attest. `not-theirs`: what it would replace is another's, or
   * revoked. `period`: the end is before the beginning, or has not come.
   */
  readonly reason: 'unknown' | 'changed' | 'nothing' | 'not-theirs' | 'period';
};

/** A fingerprint of everything that an attestation would say of these hours. */
export const seenOf = (period: Period, withKilometres: boolean, totals: HourTotals): string =>
  sha256(
    canonical({
      from: period.from,
      to: period.to,
      programmes: totals.programmes,
      metres: withKilometres ? totals.metres : null,
    }),
  );

/** The longest period that one paper speaks of (days): five years. */
const MOST_YEARS = 5;
export const isPeriod = ({ from, to }: Period, now: Instant): boolean =>
  from <= to && to <= dayOf(now) && Number(yearOf(to)) - Number(yearOf(from)) <= MOST_YEARS;

const tellReady = (
  world: Surroundings,
  town: Town,
  volunteerId: VolunteerId,
  number: AttestationNumber,
  /** Of the file: asked for again, the same paper is told of again. */
  version: number,
  now: Instant,
): readonly Write[] => {
  const { token, link } = mintLink(world.ids, { town: town.id, volunteerId, now, purpose: 'my-space' });
  const draft = {
    message: { kind: 'attestation-ready' as const },
    recipient: volunteerId,
    subject: volunteerId,
    round: `${number} v${version}`,
    dueAt: now,
    notAfter: plus(now, { days: 3 }),
    secret: token,
  };
  return [
    create(linkKind, link),
    intentWrite({ appSecret: world.config.appSecret, ids: world.ids }, town, draft, now),
  ];
};

/**
 * Issues an attestation: numbered, its code made, its paper sealed, what it corrects revoked, all in one write. The hours are
 * counted again and must be those that the page showed. Sent twice, or asked for again, it is the same paper; two at once take two numbers.
 */
export const issueAttestation = async (
  world: Surroundings,
  id: VolunteerId,
  issuing: Issuing,
  by: StaffId,
  now: Instant,
): Promise<Result<AttestationNumber, IssueRefusal>> => {
  if (!isPeriod(issuing, now)) return refused({ reason: 'period' });
  const [person, stored] = await Promise.all([
    world.table.get(volunteerKind, volunteerKey(id)),
    world.table.get(townKind, townKey(world.config.townId)),
  ]);
  const town = stored?.value;
  if (!person || !town) return refused({ reason: 'unknown' });
  const totals = totalsOf(await readHours(world.table, town, person.value, issuing, now));
  if (totals.minutes === 0) return refused({ reason: 'nothing' });
  const year = yearOf(dayOf(now));
  const actor: Actor = { kind: 'staff', id: by };
  return decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<AttestationNumber>, IssueRefusal>> => {
      const [book, file, old] = await Promise.all([
        world.table.get(attestationBookKind, attestationBookKey(town.id, year)),
        world.table.get(attestationFileKind, attestationFileKey(id)),
        issuing.replaces
          ? world.table.get(attestationKind, attestationKey(town.id, issuing.replaces))
          : undefined,
      ]);
      const before: AttestationFile = file?.value ?? { volunteerId: id, town: town.id, held: [] };
      const same = before.held.find((one) => one.seen === issuing.seen && !one.revoked);
      const { asked, answered: _, ...rest } = before;
      // Another period than the one asked for: the demand still waits.
      const isAnswer = asked?.from === issuing.from && asked.to === issuing.to;
      const told = (number: AttestationNumber): readonly Write[] =>
        file && isAnswer && asked.tellBySms ? tellReady(world, town, id, number, file.version, now) : [];
      if (same && same.number !== issuing.replaces) {
        const happening = { action: 'attestation-held', actor, at: now, details: { number: same.number } };
        return ok({
          value: same.number,
          writes:
            file && isAnswer
              ? [...change(attestationFileKind, file, rest, happening), ...told(same.number)]
              : [],
        });
      }
      if (seenOf(issuing, issuing.withKilometres, totals) !== issuing.seen)
        return refused({ reason: 'changed' });
      if (issuing.replaces && (old?.value.volunteerId !== id || old.value.revoked))
        return refused({ reason: 'not-theirs' });
      const last = (book?.value.last ?? 0) + 1;
      const number = numberOf(year, last);
      const attestation = makeAttestation(
        { appSecret: world.config.appSecret, ids: world.ids },
        { town, volunteer: person.value, totals, issuing, number, by, now },
      );
      const kept = before.held.map((one) =>
        one.number === issuing.replaces ? { ...one, revoked: true } : one,
      );
      const next: AttestationFile = {
        ...rest,
        ...(asked && !isAnswer ? { asked } : {}),
        held: withHeld(kept, attestation, issuing.seen),
      };
      const happening = { action: 'attestation-issued', actor, at: now, details: { number } };
      const writes: readonly Write[] = [
        ...change(attestationKind, undefined, attestation, { ...happening, to: 'issued' }),
        ...change(attestationFileKind, file, next, happening),
        put(attestationBookKind, { town: town.id, year, last }, book ? book.version : 'absent'),
        ...(old
          ? change(
              attestationKind,
              old,
              { ...old.value, revoked: { at: now, by, replacedBy: number } },
              { action: 'attestation-revoked', actor, at: now, from: 'issued', to: 'revoked' },
              'replaced',
            )
          : []),
        ...told(number),
      ];
      return ok({ value: number, writes });
    },
  );
};

/** Revokes one for good: from then on the public door says so. Twice is once. */
export const revokeAttestation = (
  world: Surroundings,
  number: AttestationNumber,
  by: StaffId,
  now: Instant,
): Promise<Result<Attestation, { readonly reason: 'unknown' }>> =>
  decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Attestation>, { readonly reason: 'unknown' }>> => {
      const stored = await world.table.get(attestationKind, attestationKey(world.config.townId, number));
      if (!stored) return refused({ reason: 'unknown' });
      if (stored.value.revoked) return ok({ value: stored.value, writes: [] });
      const file = await world.table.get(attestationFileKind, attestationFileKey(stored.value.volunteerId));
      const value: Attestation = { ...stored.value, revoked: { at: now, by } };
      const happening = {
        action: 'attestation-revoked',
        actor: { kind: 'staff' as const, id: by },
        at: now,
        from: 'issued',
        to: 'revoked',
        details: { number },
      };
      const next = file && {
        ...file.value,
        held: file.value.held.map((one) => (one.number === number ? { ...one, revoked: true } : one)),
      };
      return ok({
        value,
        writes: [
          ...change(attestationKind, stored, value, happening),
          ...(file && next ? change(attestationFileKind, file, next, happening) : []),
        ],
      });
    },
  );
