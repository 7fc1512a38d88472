import { scryptSync } from 'node:crypto';
import * as z from 'zod';
import { canonical, sameSecret, sha256 } from '../../../ids/digest.ts';
import { staffIdSchema, type VolunteerId, volunteerIdSchema } from '../../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../../table/kind.ts';
import { civilDaySchema } from '../../../time/civil.ts';
import { instantSchema } from '../../../time/instant.ts';
import { townIdSchema } from '../../../town/settings.ts';

/** « 2026-0042 »: the year it was issued in, and its place in that year. */
export const attestationNumberSchema = z
  .string()
  .regex(/^\d{4}-\d{4,6}$/)
  .brand<'AttestationNumber'>();
export type AttestationNumber = z.infer<typeof attestationNumberSchema>;

/** The paper, word for word. No older person is in it, and nobody's address but the town's. */
export const contentSchema = z.object({
  number: attestationNumberSchema,
  town: z.string().max(60),
  house: z.string().max(60),
  address: z.string().max(200),
  name: z.string().max(130),
  from: civilDaySchema,
  to: civilDaySchema,
  issuedOn: civilDaySchema,
  programmes: z
    .array(
      z.object({
        label: z.string().max(60),
        times: z.number().int().min(0),
        minutes: z.number().int().min(0),
      }),
    )
    .max(60),
  minutes: z.number().int().min(0),
  /** Only when asked for. */
  metres: z.number().int().min(0).optional(),
});
export type AttestationContent = z.infer<typeof contentSchema>;

export const contentHash = (content: AttestationContent): string => sha256(canonical(content));

/**
 * One attestation. What the public door needs is here: the period, the hours, initials, and a digest of the code that is bound to
 * the hash of the whole paper. The paper itself is sealed, for its owner's page and the desk. Nothing of it ever
 * changes but that it is revoked.
 */
export const attestationSchema = z.object({
  number: attestationNumberSchema,
  town: townIdSchema,
  volunteerId: volunteerIdSchema,
  issuedAt: instantSchema,
  issuedBy: staffIdSchema,
  initials: z.string().max(12),
  from: civilDaySchema,
  to: civilDaySchema,
  minutes: z.number().int().min(0),
  hash: z.string().length(64),
  /** scrypt of the code, salted with the number, the hash and what is told: altered, no code opens it. */
  digest: z.string().max(60),
  sealed: z.string().max(12_000),
  replaces: attestationNumberSchema.optional(),
  revoked: z
    .object({ at: instantSchema, by: staffIdSchema, replacedBy: attestationNumberSchema.optional() })
    .optional(),
});
export type Attestation = z.infer<typeof attestationSchema>;

type Bound = Pick<
  Attestation,
  'number' | 'town' | 'issuedAt' | 'initials' | 'from' | 'to' | 'minutes' | 'hash'
>;
const boundText = ({ number, town, issuedAt, initials, from, to, minutes, hash }: Bound): string =>
  canonical({ number, town, issuedAt, initials, from, to, minutes, hash });

/** A code is 53 bits: salted scrypt, as for every secret that a person types. About 50 ms, found or not. */
export const codeDigest = (code: string, bound: Bound): string =>
  scryptSync(code, sha256(boundText(bound)), 32).toString('base64url');
export const isItsCode = (code: string, attestation: Attestation): boolean =>
  sameSecret(codeDigest(code, attestation), attestation.digest);

/** « P. R. », « J.-M. D. ». */
export const initialsOf = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  [firstName, lastName]
    .map((name) =>
      name
        .split('-')
        .flatMap((part) => part.trim().charAt(0).toUpperCase() || [])
        .map((letter) => `${letter}.`)
        .join('-'),
    )
    .join(' ')
    .slice(0, 12);

export const attestationKey = (town: string, number: AttestationNumber): Key => ({
  pk: `ATTESTATION#${town}#${number}`,
  sk: 'ATTESTATION',
});
export const attestationList = (town: string): string => `${town}#attestations`;

/**
 * | question                             | key or index                                  | consistent |
 * |--------------------------------------|-----------------------------------------------|------------|
 * | this attestation                     | pk `ATTESTATION#` + town + number             | yes        |
 * | which were issued, by date           | `list`: town + `#attestations`, by issuing    | no         |
 */
export const attestationKind: Kind<Attestation> = defineKind({
  name: 'attestation',
  v: 1,
  schema: attestationSchema,
  key: (one) => attestationKey(one.town, one.number),
  places: (one) => ({
    list: { partition: attestationList(one.town), sort: `${one.issuedAt}#${one.number}` },
  }),
});

/** The last number given in a town and a year. */
export const attestationBookSchema = z.object({
  town: townIdSchema,
  year: z.string().regex(/^\d{4}$/),
  last: z.number().int().min(0).max(999_999),
});
export type AttestationBook = z.infer<typeof attestationBookSchema>;
export const attestationBookKey = (town: string, year: string): Key => ({
  pk: `ATTESTATIONS#${town}#${year}`,
  sk: 'BOOK',
});

/**
 * | question                          | key                                        | consistent |
 * |-----------------------------------|--------------------------------------------|------------|
 * | which number comes next this year? | pk `ATTESTATIONS#` + town + year, `BOOK`  | yes        |
 */
export const attestationBookKind: Kind<AttestationBook> = defineKind({
  name: 'attestation-book',
  v: 1,
  schema: attestationBookSchema,
  key: (book) => attestationBookKey(book.town, book.year),
});
export const numberOf = (year: string, place: number): AttestationNumber =>
  attestationNumberSchema.parse(`${year}-${String(place).padStart(4, '0')}`);

const MOST_KEPT = 60;
/** One volunteer's attestations: the one they ask for, and those they hold. */
export const attestationFileSchema = z.object({
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  asked: z
    .object({
      from: civilDaySchema,
      to: civilDaySchema,
      withKilometres: z.boolean(),
      tellBySms: z.boolean(),
      at: instantSchema,
    })
    .optional(),
  /** The last refusal to a demand, until the next one. */
  answered: z.object({ at: instantSchema, sentence: z.string().max(300) }).optional(),
  held: z
    .array(
      z.object({
        number: attestationNumberSchema,
        from: civilDaySchema,
        to: civilDaySchema,
        issuedAt: instantSchema,
        minutes: z.number().int().min(0),
        /** Of what was on the page when it was issued: the same page issued twice is one paper. */
        seen: z.string().max(64),
        revoked: z.boolean(),
      }),
    )
    .max(MOST_KEPT),
});
export type AttestationFile = z.infer<typeof attestationFileSchema>;
export type AskedAttestation = NonNullable<AttestationFile['asked']>;

export const attestationFileKey = (id: VolunteerId): Key => ({
  pk: `${id}#attestations`,
  sk: 'ATTESTATIONS',
});
export const askedAttestationsList = (town: string): string => `${town}#attestations-asked`;

/**
 * | question                               | key or index                               | consistent |
 * |----------------------------------------|--------------------------------------------|------------|
 * | what does this volunteer ask and hold? | pk volunteer id + `#attestations`          | yes        |
 * | who waits for an attestation?          | `list`: town + `#attestations-asked`, by date | no      |
 */
export const attestationFileKind: Kind<AttestationFile> = defineKind({
  name: 'attestation-file',
  v: 1,
  schema: attestationFileSchema,
  key: (one) => attestationFileKey(one.volunteerId),
  places: (one) => ({
    list: one.asked
      ? { partition: askedAttestationsList(one.town), sort: `${one.asked.at}#${one.volunteerId}` }
      : undefined,
  }),
});

/** Papers held, with one more; the oldest leave the list, never the register. */
export const withHeld = (
  held: AttestationFile['held'],
  { number, from, to, issuedAt, minutes }: Attestation,
  seen: string,
): AttestationFile['held'] =>
  [...held, { number, from, to, issuedAt, minutes, seen, revoked: false }].slice(-MOST_KEPT);
