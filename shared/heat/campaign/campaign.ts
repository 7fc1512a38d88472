import * as z from 'zod';
import { sectorCodeSchema } from '../../geo/sector.ts';
import { type StaffId, staffIdSchema } from '../../ids/ids.ts';
import { phoneSchema } from '../../phone/phone.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { type CivilDay, civilDaySchema, civilTimeSchema } from '../../time/civil.ts';
import { type Instant, instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { levelSchema } from '../level.ts';

export const campaignIdSchema = z
  .string()
  .regex(/^cam_[a-z0-9-]{2,40}\.\d{4}-\d{2}-\d{2}$/)
  .brand<'CampaignId'>();
export type CampaignId = z.infer<typeof campaignIdSchema>;

/** Territory and first civil day: two coordinators, or one double press, make the same campaign (F33). */
export const campaignIdOf = (town: string, firstDay: CivilDay): CampaignId =>
  campaignIdSchema.parse(`cam_${town}.${firstDay}`);

/** What a caller and a duty officer need on one day; each may be changed while the campaign runs. */
export const conductSchema = z.object({
  level: levelSchema,
  expectedEnd: civilDaySchema,
  /** Who answers for what nobody else has: the first is named first. */
  duty: z.array(staffIdSchema).min(1).max(10),
  script: z.string().min(20).max(2_000),
  hours: z.object({ from: civilTimeSchema, to: civilTimeSchema }),
  /** The number people see when they are called, announced beforehand. */
  callingNumber: phoneSchema,
});
export type Conduct = z.infer<typeof conductSchema>;

/**
 * A whole episode, from the human act that starts it to the two human acts that end it. `active` renews itself each
 * day; nothing but people ends it (F33: no automatic closing).
 */
export const campaignSchema = conductSchema.extend({
  id: campaignIdSchema,
  town: townIdSchema,
  label: z.string().min(2).max(40),
  state: z.enum(['active', 'closed']),
  startsOn: civilDaySchema,
  /** Part of the town only; absent: all of it. */
  sectors: z.array(sectorCodeSchema).max(200).optional(),
  /** The vigilance proposal a person followed, when one did. */
  proposal: z.string().max(120).optional(),
  startedBy: staffIdSchema,
  startedAt: instantSchema,
  /** First of the two people who end it. */
  closing: z.object({ by: staffIdSchema, at: instantSchema }).optional(),
  closed: z.object({ by: staffIdSchema, at: instantSchema, askedBy: staffIdSchema }).optional(),
  /** They left the astreinte then: what is in their names goes to the first who stays, until it surely has. */
  left: z
    .object({ from: z.array(staffIdSchema).min(1).max(40), by: staffIdSchema, at: instantSchema })
    .optional(),
  /** The last day whose list was made. */
  preparedTo: civilDaySchema.optional(),
  /** Somebody was asked whether it goes on past its expected end: once a day. */
  askedOn: civilDaySchema.optional(),
  lookAt: instantSchema.optional(),
});
export type Campaign = z.infer<typeof campaignSchema>;

/** What still keeps a campaign from closing, counted: whole, and list by list. */
export type StillOpen = {
  /** Not reached, and nobody's by name yet. */
  readonly open: number;
  /** Handed to somebody who has not said yet that she is safe. */
  readonly unsettled: number;
  readonly lists: readonly {
    readonly roundId: string;
    readonly day: CivilDay;
    readonly isBeingMade: boolean;
    readonly open: number;
    readonly unsettled: number;
  }[];
};

export type AskClosingRefusal = { readonly reason: 'unknown' | 'already-closed' | 'already-asked' };
export type ConfirmClosingRefusal =
  | { readonly reason: 'unknown' | 'already-closed' | 'not-asked' | 'same-person' }
  | { readonly reason: 'still-open'; readonly still: StillOpen };

/** The first of two people asks for the end; it changes nothing yet. Asked again by the same: the same. */
export const askClosing = (
  campaign: Campaign,
  by: StaffId,
  now: Instant,
): Result<Campaign, AskClosingRefusal> => {
  if (campaign.state === 'closed') return refused({ reason: 'already-closed' });
  if (campaign.closing) return refused({ reason: 'already-asked' });
  return ok({ ...campaign, closing: { by, at: now } });
};

/** The second, another person, ends it, when nobody is left open (F33). */
export const confirmClosing = (
  campaign: Campaign,
  by: StaffId,
  still: StillOpen,
  now: Instant,
): Result<Campaign, ConfirmClosingRefusal> => {
  if (campaign.state === 'closed') return refused({ reason: 'already-closed' });
  if (!campaign.closing) return refused({ reason: 'not-asked' });
  if (campaign.closing.by === by) return refused({ reason: 'same-person' });
  if (still.open > 0 || still.unsettled > 0 || still.lists.some((list) => list.isBeingMade))
    return refused({ reason: 'still-open', still });
  const { closing, lookAt: _, ...rest } = campaign;
  return ok({ ...rest, state: 'closed', closed: { by, at: now, askedBy: closing.by } });
};

/** On which civil days this campaign calls people. */
export const covers = (campaign: Campaign, day: CivilDay): boolean =>
  campaign.state === 'active' && day >= campaign.startsOn;

export const campaignKey = (id: CampaignId): Key => ({ pk: id, sk: 'CALL-CAMPAIGN' });

/**
 * | question                                    | key or index                                    | consistent |
 * |---------------------------------------------|-------------------------------------------------|------------|
 * | this episode                                | pk campaign id, `CALL-CAMPAIGN`                 | yes        |
 * | episodes of this town, newest first         | `list`: town + `#campaigns`, by first day       | no         |
 * | which campaigns owe something?              | `due`, agenda lane                              | no, re-read |
 */
export const campaignKind: Kind<Campaign> = defineKind({
  name: 'call-campaign',
  v: 2,
  schema: campaignSchema,
  key: (campaign) => campaignKey(campaign.id),
  places: (campaign) => ({
    list: { partition: `${campaign.town}#campaigns`, sort: `${campaign.startsOn}#${campaign.id}` },
    due: campaign.lookAt ? { lane: 'agenda', at: campaign.lookAt } : undefined,
  }),
});

/** One campaign at a time in a town: this record is what two activations compete for. */
const currentSchema = z.object({
  town: townIdSchema,
  campaignId: campaignIdSchema.optional(),
  /** Lists that new, changed or removed register entries must be held to: none that still owes a call is missing. */
  rounds: z.array(z.string().max(90)).max(40),
});
export type Current = z.infer<typeof currentSchema>;
export const currentKey = (town: string): Key => ({ pk: `HEAT#${town}`, sk: 'CURRENT' });

/**
 * | question                                             | key                          | consistent |
 * |------------------------------------------------------|------------------------------|------------|
 * | is a campaign active here? which lists are running?  | pk `HEAT#` + town, `CURRENT` | yes        |
 */
export const currentKind: Kind<Current> = defineKind({
  name: 'heat-current',
  v: 1,
  schema: currentSchema,
  key: (current) => currentKey(current.town),
});
