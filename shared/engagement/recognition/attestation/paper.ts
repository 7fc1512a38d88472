import * as z from 'zod';
import type { Ids, StaffId } from '../../../ids/ids.ts';
import { seal, unseal } from '../../../ids/seal.ts';
import { dayOf } from '../../../time/civil.ts';
import type { Instant } from '../../../time/instant.ts';
import type { Town } from '../../../town/settings.ts';
import { type Volunteer, volunteerName } from '../../../volunteers/volunteer.ts';
import type { Period } from '../hours/read-hours.ts';
import type { HourTotals } from '../hours/totals.ts';
import {
  type Attestation,
  type AttestationContent,
  type AttestationNumber,
  codeDigest,
  contentHash,
  contentSchema,
  initialsOf,
} from './attestation.ts';
import { freshCode } from './code.ts';

export type Issuing = Period & {
  readonly withKilometres: boolean;
  /** What the page showed, by `seenOf`: other hours since, and nothing is issued. */
  readonly seen: string;
  /** The attestation that this one corrects: revoked in the same write. */
  readonly replaces?: AttestationNumber | undefined;
};

const sealedSchema = z.object({ code: z.string().length(12), content: contentSchema });
const placeOf = (town: string, number: AttestationNumber): string => `attestation|${town}|${number}`;

/**
 * The paper and its code, for its owner's page and the desk. Undefined when it does not open with this deployment's secret, or is
 * not what was issued: then a new one is made, nothing is printed from a guess.
 */
export const openPaper = (
  appSecret: string,
  { town, number, sealed, hash }: Attestation,
): z.infer<typeof sealedSchema> | undefined => {
  const text = unseal(appSecret, placeOf(town, number), sealed);
  if (text === undefined) return undefined;
  const paper = sealedSchema.safeParse(JSON.parse(text)).data;
  return paper && contentHash(paper.content) === hash ? paper : undefined;
};

/** The paper and its code: sealed for its owner, bound by hash and digest for the public door. Pure but for the dice. */
export const makeAttestation = (
  { appSecret, ids }: { readonly appSecret: string; readonly ids: Pick<Ids, 'integerBelow' | 'secret'> },
  of: {
    readonly town: Town;
    readonly volunteer: Volunteer;
    readonly totals: HourTotals;
    readonly issuing: Pick<Issuing, 'from' | 'to' | 'withKilometres' | 'replaces'>;
    readonly number: AttestationNumber;
    readonly by: StaffId;
    readonly now: Instant;
  },
): Attestation => {
  const { town, volunteer, totals, issuing, number, by, now } = of;
  const { from, to, replaces } = issuing;
  const content: AttestationContent = {
    number,
    town: town.name,
    house: town.houseName,
    address: town.address,
    name: volunteerName(volunteer),
    from,
    to,
    issuedOn: dayOf(now),
    programmes: totals.programmes
      .filter(({ minutes }) => minutes > 0)
      .map(({ label, times, minutes }) => ({ label, times, minutes })),
    minutes: totals.minutes,
    ...(issuing.withKilometres ? { metres: totals.metres } : {}),
  };
  const code = freshCode(ids);
  const bound = {
    number,
    town: town.id,
    issuedAt: now,
    initials: initialsOf(volunteer),
    from,
    to,
    minutes: totals.minutes,
    hash: contentHash(content),
  };
  const iv = Buffer.from(ids.secret(), 'base64url').subarray(0, 12);
  return {
    ...bound,
    volunteerId: volunteer.id,
    issuedBy: by,
    digest: codeDigest(code, bound),
    sealed: seal(appSecret, placeOf(town.id, number), JSON.stringify({ code, content }), iv),
    ...(replaces ? { replaces } : {}),
  };
};
