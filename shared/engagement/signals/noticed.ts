import * as z from 'zod';
import { type VolunteerId, volunteerIdSchema } from '../../ids/ids.ts';
import { type Offer, offerStateSchema } from '../../offers/offer.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { addDays, type CivilDay, civilDaySchema, dayOf } from '../../time/civil.ts';
import { type Instant, instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { FACT_KINDS } from './fact.ts';

/**
 * What the nightly look found so of one volunteer, for the desk's list: derived whole from the chain, never decided on. Not
 * written when nothing is so and their rhythm is their own.
 */
export const noticedSchema = z.object({
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  facts: z
    .array(
      z.object({
        kind: z.enum(FACT_KINDS),
        sentence: z.string().max(400),
        since: civilDaySchema,
        latest: civilDaySchema.optional(),
      }),
    )
    .max(FACT_KINDS.length),
  /** Their rhythm was a lighter one that morning. */
  eased: z.literal(true).optional(),
});
export type Noticed = z.infer<typeof noticedSchema>;

export const noticedKey = (id: VolunteerId): Key => ({ pk: `${id}#noticed`, sk: 'NOTICED' });
export const noticedList = (town: string): string => `${town}#noticed`;

/**
 * | question                                          | key or index                   | consistent |
 * |---------------------------------------------------|--------------------------------|------------|
 * | what was so of this volunteer, this morning?      | pk volunteer id + `#noticed`   | yes        |
 * | of whom is anything so, in this town?             | `list`: town + `#noticed`      | no         |
 */
export const noticedKind: Kind<Noticed> = defineKind({
  name: 'noticed',
  v: 1,
  schema: noticedSchema,
  key: (one) => noticedKey(one.volunteerId),
  places: (one) => ({ list: { partition: noticedList(one.town), sort: one.volunteerId } }),
});

export const signalsLookSchema = z.object({
  town: townIdSchema,
  lookAt: instantSchema,
  /** When everybody was last looked at; absent before the first night. */
  lookedAt: instantSchema.optional(),
  watched: z.number().int().min(0),
  townLoad: z.object({ missions: z.number().int().min(0), people: z.number().int().min(0) }),
  /** What became of the offers of the four weeks before, sent to whoever was active that night. */
  offers: z
    .array(z.object({ state: offerStateSchema, count: z.number().int().min(0) }))
    .max(offerStateSchema.options.length)
    .optional(),
});
export type SignalsLook = z.infer<typeof signalsLookSchema>;

/** Offers are told of four weeks (days). */
const OFFER_DAYS = 28;

/** What became of these offers, of those sent in the four weeks before. */
export const offersLately = (
  offers: readonly Pick<Offer, 'state' | 'sentAt'>[],
  today: CivilDay,
): NonNullable<SignalsLook['offers']> => {
  const since = addDays(today, -OFFER_DAYS);
  const lately = offers.filter(({ sentAt }) => dayOf(sentAt) >= since);
  return offerStateSchema.options.map((state) => ({
    state,
    count: lately.filter((one) => one.state === state).length,
  }));
};

export const signalsLookKey = (town: string): Key => ({ pk: `SIGNALS#${town}`, sk: 'SIGNALS-LOOK' });
export const noLook = (town: string, lookAt: Instant): SignalsLook => ({
  town,
  lookAt,
  watched: 0,
  townLoad: { missions: 0, people: 0 },
});

/**
 * | question                                             | key or index                    | consistent |
 * |------------------------------------------------------|---------------------------------|------------|
 * | when was everybody looked at, how much was done?     | pk `SIGNALS#` + town; `due`     | yes        |
 */
export const signalsLookKind: Kind<SignalsLook> = defineKind({
  name: 'signals-look',
  v: 1,
  schema: signalsLookSchema,
  key: ({ town }) => signalsLookKey(town),
  places: ({ lookAt }) => ({ due: { lane: 'agenda', at: lookAt } }),
});
