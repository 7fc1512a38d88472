import * as z from 'zod';
import { purposeSchema } from '../consents/consent.ts';
import { actSchema } from './act.ts';

export const requirementKindSchema = z.enum(['charter', 'interview', 'criminal-record', 'training']);
export type RequirementKind = z.infer<typeof requirementKindSchema>;

/** How often somebody comes. A month is four weeks: the weekday stays hers; two months are eight (rounds of books). */
export const CADENCES = ['daily', 'weekly', 'fortnightly', 'three-weekly', 'monthly', 'two-monthly'] as const;
export const cadenceSchema = z.enum(CADENCES);
export type Cadence = z.infer<typeof cadenceSchema>;

/** Days from one slot to the next. */
export const PERIOD_DAYS: Readonly<Record<Cadence, number>> = {
  daily: 1,
  weekly: 7,
  fortnightly: 14,
  'three-weekly': 21,
  monthly: 28,
  'two-monthly': 56,
};

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
  /** Carried in rounds of several stops (books, parcels): its missions wait for a round instead of being sought one by one. */
  inRounds: z.literal(true).optional(),
  /** Grams brought to each person when nobody weighs it (a parcel). */
  grams: z.number().int().min(0).max(30_000).optional(),
  /** Its own consent: nothing is inherited from another purpose (domain.md §4). */
  consent: purposeSchema,
  requirements: z.array(requirementKindSchema).max(10),
  includes: z.array(z.string().max(120)).max(20),
  excludes: z.array(z.string().max(120)).max(20),
  cadences: z.array(cadenceSchema).min(1),
});
export type Programme = z.infer<typeof programmeSchema>;

/** The town runs it now, and volunteers may carry it. */
export const isOpenToVolunteers = ({ on, who }: Pick<Programme, 'on' | 'who'>): boolean =>
  on && who !== 'professional';

/** How many people a new mission of this programme takes. */
export const peopleFor = ({ people, inRounds }: Pick<Programme, 'people' | 'inRounds'>): 1 | 2 =>
  inRounds ? 1 : (people ?? 1);

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

/** Books brought home: half an hour a reader besides the way (domain.md §2, row 5). A town adds it in its settings. */
export const HOME_LIBRARY: Programme = {
  code: 'HOME_LIBRARY',
  label: 'Bibliothèque à domicile',
  act: 'books',
  on: true,
  who: 'volunteer',
  place: 'home',
  durationMinutes: 30,
  consent: 'HOME_LIBRARY',
  requirements: ['charter', 'interview', 'criminal-record'],
  includes: ['porter un sac de livres choisis', 'reprendre ceux qui sont lus', 'bavarder une demi-heure'],
  excludes: EXCLUDED,
  cadences: ['three-weekly', 'monthly', 'two-monthly', 'fortnightly'],
};

/**
 * A visit with a child, for families: who comes ticked it for themselves, and it is arranged only for who wished for it.
 * Both sides of the match are then the programme's own. A town adds it in its settings.
 */
export const FAMILY_VISIT: Programme = {
  code: 'FAMILY_VISIT',
  label: 'Visite en famille',
  act: 'visit',
  on: true,
  who: 'volunteer',
  place: 'home',
  durationMinutes: 45,
  consent: 'FRIENDLY_VISIT',
  requirements: ['charter', 'interview', 'criminal-record', 'training'],
  includes: ['venir avec un enfant, chez une personne qui l’a souhaité', 'un goûter, un jeu, un dessin'],
  excludes: [...EXCLUDED, 'jamais l’enfant sans son parent'],
  cadences: ['monthly', 'fortnightly', 'weekly'],
};

/** Parcels at Christmas, carried in rounds to everybody who agreed (domain.md §2, row 27). A town adds it in its settings. */
export const CHRISTMAS_PARCEL: Programme = {
  code: 'CHRISTMAS_PARCEL',
  label: 'Colis de Noël',
  act: 'parcel',
  on: true,
  who: 'both',
  place: 'home',
  durationMinutes: 10,
  inRounds: true,
  grams: 3_000,
  consent: 'CHRISTMAS_PARCEL',
  requirements: ['charter', 'interview'],
  includes: ['porter le colis', 'prendre des nouvelles sur le pas de la porte'],
  excludes: EXCLUDED,
  cadences: ['monthly'],
};

/** What a town may take up besides its first programmes, each as the field does it. */
const OFFERED: readonly Programme[] = [HOME_LIBRARY, FAMILY_VISIT, CHRISTMAS_PARCEL];

/** The town's own programmes, then those it may take up, not offered until it says so. */
export const programmesToChoose = (own: readonly Programme[]): readonly Programme[] => [
  ...own,
  ...OFFERED.filter(({ code }) => !own.some((one) => one.code === code)).map((one) => ({
    ...one,
    on: false,
  })),
];

/** Things carried to a door may go in rounds; a visit or a call is for one person at her hour. */
export const mayGoInRounds = ({ act, place }: Pick<Programme, 'act' | 'place'>): boolean =>
  place === 'home' && (act === 'books' || act === 'parcel');
