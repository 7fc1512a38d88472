import * as z from 'zod';
import { purposeSchema } from '../consents/consent.ts';
import { actSchema } from './act.ts';

export const requirementKindSchema = z.enum(['charter', 'interview', 'criminal-record', 'training']);
export type RequirementKind = z.infer<typeof requirementKindSchema>;

/** A programme is data with a policy, never a code branch (issue 2, item 10). Code from domain.md §2. */
export const programmeSchema = z.object({
  code: z.string().regex(/^[A-Z][A-Z_]{2,39}$/),
  /** « Visite de convivialité » */
  label: z.string().min(2).max(60),
  /** The only word an SMS may use for it (a closed list: law 8 by construction). */
  act: actSchema,
  on: z.boolean(),
  who: z.enum(['volunteer', 'professional', 'both']),
  place: z.enum(['home', 'phone']),
  durationMinutes: z.number().int().min(10).max(480),
  /** How many people each of its missions takes, « à deux » or alone; absent: one. */
  people: z.literal([1, 2]).optional(),
  /** Its own consent: nothing is inherited from another purpose (domain.md §4). */
  consent: purposeSchema,
  requirements: z.array(requirementKindSchema).max(10),
  includes: z.array(z.string().max(120)).max(20),
  excludes: z.array(z.string().max(120)).max(20),
  cadences: z.array(z.enum(['daily', 'weekly', 'fortnightly', 'monthly'])).min(1),
});
export type Programme = z.infer<typeof programmeSchema>;

/** How many people a new mission of this programme takes. */
export const peopleFor = ({ people }: Pick<Programme, 'people'>): 1 | 2 => people ?? 1;

const EXCLUDED = [
  'aucun soin',
  'aucun argent, carte bancaire, clé ou mot de passe',
  'aucun cadeau de valeur',
];

/** The two programmes of the first chain; limits are those of the charter (domain.md §6). */
export const FIRST_PROGRAMMES: readonly Programme[] = [
  {
    code: 'FRIENDLY_VISIT',
    label: 'Visite de convivialité',
    act: 'visit',
    on: true,
    who: 'volunteer',
    place: 'home',
    durationMinutes: 60,
    consent: 'FRIENDLY_VISIT',
    requirements: ['charter', 'interview', 'criminal-record', 'training'],
    includes: ['un moment de conversation', 'un jeu, une lecture, une courte promenade à deux'],
    excludes: EXCLUDED,
    cadences: ['weekly', 'fortnightly'],
  },
  {
    code: 'FRIENDLY_CALL',
    label: 'Appel de convivialité',
    act: 'call',
    on: true,
    who: 'both',
    place: 'phone',
    durationMinutes: 20,
    consent: 'FRIENDLY_CALL',
    requirements: ['charter', 'interview'],
    includes: ['prendre des nouvelles par téléphone', 'bavarder'],
    excludes: EXCLUDED,
    cadences: ['daily', 'weekly', 'fortnightly'],
  },
];
