import * as z from 'zod';
import { sectorsSchema } from '../geo/sector.ts';
import { phoneSchema } from '../phone/phone.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { civilTimeSchema } from '../time/civil.ts';
import { programmeSchema } from './programme.ts';

export const townIdSchema = z.string().regex(/^[a-z0-9-]{2,40}$/);

/** SMS sender in France: letters and digits, 3 to 11, not only digits (domain.md §10). */
export const senderIdSchema = z.string().regex(/^(?=.*[A-Za-z])[A-Za-z0-9]{3,11}$/);

const hours = z
  .number()
  .int()
  .min(1)
  .max(24 * 90);

/** Everything a town may change. One record, read with every decision, changed on the settings page. */
export const townSchema = z.object({
  id: townIdSchema,
  /** « Besançon » */
  name: z.string().min(1).max(60),
  /** INSEE code of the commune, « 25056 ». */
  communeCode: z.string().regex(/^(\d{5}|2[AB]\d{3})$/),
  /** « Maison des Seniors » */
  houseName: z.string().min(1).max(60),
  address: z.string().max(200),
  /** The number a volunteer calls; also in every SMS. */
  phone: phoneSchema,
  /** First name that signs the SMS; GSM-7 is made of it. */
  coordinatorFirstName: z.string().min(1).max(20),
  /** Where urgent words go (missing exit, P0/P1 flag): the duty mobile. */
  dutyPhone: phoneSchema.optional(),
  senderId: senderIdSchema,
  /** Main colour of the pages, contrast checked at save. */
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  holidayZone: z.enum(['metropole', 'alsace-moselle']),
  quietHours: z.object({ from: civilTimeSchema, to: civilTimeSchema }),
  sectors: sectorsSchema,
  programmes: z.array(programmeSchema).max(60),
  caps: z.object({
    /** Missions a week, when the volunteer named none. */
    weeklyDefault: z.number().int().min(1).max(14),
    /** Offers by SMS to one volunteer in seven days. */
    offersPerWeek: z.number().int().min(1).max(30),
    /** Whole days without a mission after one. */
    restDays: z.number().int().min(0).max(14),
  }),
  deadlines: z.object({
    /** First contact after a flag (domain.md §5): hours. */
    p1Hours: hours,
    p2Hours: hours,
    p3Hours: hours,
    /** Letter or call to the person flagged: days. */
    tellPersonDays: z.number().int().min(1).max(30),
    concernHours: hours,
    /** After the planned end without « je suis sorti ». */
    exitMinutes: z.number().int().min(10).max(240),
    /** Before the start, when a mission still open becomes a task for the coordinator. */
    uncoveredHours: hours,
    /** Somebody who applies as a volunteer is answered within so many working days. */
    applicantDays: z.number().int().min(1).max(20).default(5),
  }),
  charterVersion: z.string().min(1).max(20),
  planWeeks: z.number().int().min(1).max(8),
  /** Numbers of the matching that this town has changed, by name; what each means is `matching/param-words.ts`'s to say. */
  matching: z.record(z.string().max(60), z.number().int()).optional(),
  /** Price of one SMS part, millionths of a euro; for the ledger, unverified list price until the invoice says. */
  smsPartMicroEuros: z.number().int().min(0).max(10_000_000),
  monthlySmsBudgetMicroEuros: z.number().int().min(0),
  emergencyNumbers: z.array(z.object({ number: z.string().max(12), label: z.string().max(80) })).max(12),
  emergencyNumbersCheckedOn: z.string().max(10),
});
export type Town = z.infer<typeof townSchema>;

export const townKey = (townId: string): Key => ({ pk: `TOWN#${townId}`, sk: 'SETTINGS' });

/**
 * | question                     | key                         | consistent |
 * |------------------------------|-----------------------------|------------|
 * | what did this town decide?   | pk `TOWN#` + id, `SETTINGS` | yes        |
 */
export const townKind: Kind<Town> = defineKind({
  name: 'town',
  v: 1,
  schema: townSchema,
  key: (town) => townKey(town.id),
});

/** Numbers of domain.md §5, shown wherever someone may be in danger; a setting with its check date. */
export const DEFAULT_EMERGENCY_NUMBERS: Town['emergencyNumbers'] = [
  { number: '15', label: 'Samu, urgence médicale' },
  { number: '17', label: 'Police secours' },
  { number: '18', label: 'Pompiers' },
  { number: '112', label: 'Toutes les urgences' },
  { number: '114', label: 'Urgences par SMS' },
];
