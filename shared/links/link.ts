import * as z from 'zod';
import { purposeSchema } from '../consents/consent.ts';
import { sha256 } from '../ids/digest.ts';
import {
  deliveryRoundIdSchema,
  type LinkToken,
  missionIdSchema,
  seniorIdSchema,
  volunteerIdSchema,
} from '../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { epochSeconds, type Instant, instantSchema, plus } from '../time/instant.ts';
import { townIdSchema } from '../town/settings.ts';

/**
 * One purpose a link; it never opens another (reliability.md §4.2). `mission`: offer and mission pages, until 2 h after
 * the slot. `report`: thanks and report only, 14 days. `calls`: one batch of heat-wave calls, its day. `round`: one round of deliveries, until two hours after it. `my-space`: a volunteer's own page. `calendar`: their feed.
 */
export const linkPurposeSchema = z.enum(['mission', 'report', 'calls', 'round', 'my-space', 'calendar']);
export type LinkPurpose = z.infer<typeof linkPurposeSchema>;

/** What an SMS link is allowed to do: found by the hash of its token, for one volunteer. */
export const linkSchema = z.object({
  hash: z.string().length(64),
  town: townIdSchema,
  purpose: linkPurposeSchema,
  volunteerId: volunteerIdSchema,
  missionId: missionIdSchema.optional(),
  /** The other seat of a mission for two: the bearer may hold either. */
  twinId: missionIdSchema.optional(),
  batchId: z.string().max(30).optional(),
  roundId: deliveryRoundIdSchema.optional(),
  /** Whom the mission is for and on which consent: read together with the mission, in one request. */
  seniorId: seniorIdSchema.optional(),
  consent: purposeSchema.optional(),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  revokedAt: instantSchema.optional(),
  /** A code asked for a device that did not accept: scrypt, tries, expiry. The devices themselves are on the mission. */
  code: z
    .object({
      salt: z.string().max(64),
      digest: z.string().max(200),
      expiresAt: instantSchema,
      tries: z.number().int().min(0),
      /** Each time one was asked for in the last day. */
      askedAt: z.array(instantSchema).max(20).optional(),
      lockedUntil: instantSchema.optional(),
    })
    .optional(),
});
export type Link = z.infer<typeof linkSchema>;

/** Taken back, or past its last hour; whether its volunteer had all theirs voided since is `isVoidLink`'s to say. */
export const isLinkOver = (
  { revokedAt, expiresAt }: Pick<Link, 'revokedAt' | 'expiresAt'>,
  now: Instant,
): boolean => revokedAt !== undefined || expiresAt <= now;

export const linkHash = (token: LinkToken): string => sha256(token);
export const linkKey = (hash: string): Key => ({ pk: `LINK#${hash}`, sk: 'LINK' });

/**
 * | question                           | key                              | consistent |
 * |------------------------------------|----------------------------------|------------|
 * | what may the bearer of this do?    | pk `LINK#` + sha256(token), `LINK` | yes      |
 */
export const linkKind: Kind<Link> = defineKind({
  name: 'link',
  v: 2,
  schema: linkSchema,
  key: (link) => linkKey(link.hash),
  expiresAt: (link) => epochSeconds(plus(link.expiresAt, { days: 30 })),
});
