import * as z from 'zod';
import { staffIdSchema, taskIdSchema } from '../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { type CivilDay, civilDaySchema } from '../time/civil.ts';
import { instantSchema } from '../time/instant.ts';
import { townIdSchema } from '../town/settings.ts';

/**
 * « L’orange est annoncé pour vendredi : ouvrir les appels ? » One per town and civil day, however many bulletins say
 * it; only a person follows it (an activation names it) or sets it aside.
 */
export const proposalSchema = z.object({
  town: townIdSchema,
  day: civilDaySchema,
  level: z.enum(['orange', 'red']),
  source: z.enum(['feed', 'person', 'replay']),
  proposedAt: instantSchema,
  /** Raised from orange to red since. */
  raisedAt: instantSchema.optional(),
  /** The team's task that asks for a decision, ended by whichever is taken. */
  taskId: taskIdSchema.optional(),
  setAside: z.object({ by: staffIdSchema, at: instantSchema, reason: z.string().max(200) }).optional(),
});
export type Proposal = z.infer<typeof proposalSchema>;

export const proposalKey = (town: string, day: CivilDay): Key => ({
  pk: `VIGILANCE#${town}#${day}`,
  sk: 'PROPOSAL',
});
export const proposalList = (town: string): string => `${town}#heat-proposals`;

/** What an activation writes down as the proposal it followed. */
export const proposalId = ({ town, day }: Pick<Proposal, 'town' | 'day'>): string => `${town}.${day}`;

/**
 * | question                                  | key or index                                       | consistent |
 * |-------------------------------------------|----------------------------------------------------|------------|
 * | is an activation proposed for this day?   | pk `VIGILANCE#` + town + `#` + day, `PROPOSAL`     | yes        |
 * | proposals of this town, by day            | `list`: town + `#heat-proposals`, by day           | no         |
 */
export const proposalKind: Kind<Proposal> = defineKind({
  name: 'heat-proposal',
  v: 1,
  schema: proposalSchema,
  key: (proposal) => proposalKey(proposal.town, proposal.day),
  places: (proposal) => ({ list: { partition: proposalList(proposal.town), sort: proposal.day } }),
});
