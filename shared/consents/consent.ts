import * as z from 'zod';
import { actorSchema } from '../audit/audit.ts';
import { type SeniorId, seniorIdSchema } from '../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { instantSchema } from '../time/instant.ts';

/** Why data are held; one consent row each, nothing inherited from another (domain.md §4). */
export const PURPOSES = [
  'PREVENANCE',
  'FRIENDLY_VISIT',
  'FRIENDLY_CALL',
  'HOME_LIBRARY',
  'CHRISTMAS_PARCEL',
  'SUMMER_OUTING',
  'HEATWAVE_CALL_BY_VOLUNTEER',
  'ALERT_REGISTER',
  'PARTNER_REFERRAL',
  'SENIOR_NEWS',
  'HEALTH_CAMPAIGN',
] as const;
export const purposeSchema = z.enum(PURPOSES);
export type Purpose = z.infer<typeof purposeSchema>;

/** Never asked = no row. `asked` waits for an answer. `expired` is decided from `endsAt`, never stored. */
export const consentStateSchema = z.enum(['asked', 'given', 'refused', 'withdrawn']);
export type ConsentState = z.infer<typeof consentStateSchema>;

export const consentSchema = z.object({
  seniorId: seniorIdSchema,
  purpose: purposeSchema,
  state: consentStateSchema,
  at: instantSchema,
  by: actorSchema,
  /** How it was obtained. */
  how: z.enum(['spoken', 'phone', 'written', 'form', 'import', 'third-party']),
  note: z.string().max(300).optional(),
  endsAt: instantSchema.optional(),
});
export type Consent = z.infer<typeof consentSchema>;

export const consentKey = (seniorId: SeniorId, purpose: Purpose): Key => ({
  pk: seniorId,
  sk: `CONSENT#${purpose}`,
});

/**
 * | question                                  | key                                  | consistent |
 * |-------------------------------------------|--------------------------------------|------------|
 * | may we do this for her, now?              | pk senior, sk `CONSENT#` + purpose   | yes        |
 * | what did she agree to?                    | pk senior, sk begins `CONSENT#`      | yes        |
 */
export const consentKind: Kind<Consent> = defineKind({
  name: 'consent',
  v: 1,
  schema: consentSchema,
  key: (consent) => consentKey(consent.seniorId, consent.purpose),
});

/** Given, and not past its end: the only state that lets anything be planned or sent (laws 4 and 6). */
export const isConsentGiven = (consent: Consent | undefined, now: string): boolean =>
  consent?.state === 'given' && (consent.endsAt === undefined || consent.endsAt > now);
