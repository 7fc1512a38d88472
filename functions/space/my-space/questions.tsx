import type { Child } from 'hono/jsx';
import * as z from 'zod';
import { placeInSector } from '../../../shared/geo/sector.ts';
import { travelModes } from '../../../shared/geo/travel.ts';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import { NEEDS } from '../../../shared/seniors/senior.ts';
import { HALF_DAYS, type HalfDay } from '../../../shared/time/civil.ts';
import type { Town } from '../../../shared/town/settings.ts';
import type { OwnProfile } from '../../../shared/volunteers/profile/profile.ts';
import { eveningSchema, type Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { AVOID_NAMES, LANGUAGE_NAMES, languageName, TRAVEL_NAMES } from '../../../shared/volunteers/words.ts';
import { Check, Checks, Choice, Field, Select } from '../../web/fields.tsx';
import {
  choice,
  choices,
  type FormState,
  freshForm,
  integer,
  text,
  textIfAny,
  ticked,
} from '../../web/form.ts';
import { EveningField, eveningWords, WeekGrid } from '../../web/week-grid.tsx';

/** One screen, one question: what it asks, what it shows already, and what it changes. */
export type Question<S extends z.ZodObject = z.ZodObject> = {
  readonly path: string;
  readonly title: string;
  readonly why?: string;
  readonly schema: S;
  readonly now: (me: Volunteer, town: Town) => string;
  readonly known: (me: Volunteer) => FormState;
  readonly fields: (props: { form: FormState; me: Volunteer; town: Town }) => Child;
  readonly change: (read: z.output<S>, me: Volunteer, town: Town) => Partial<OwnProfile>;
};
const question = <S extends z.ZodObject>(one: Question<S>): Question<S> => one;

export const RANGES = [500, 1_000, 2_000, 3_000, 5_000, 10_000, 20_000] as const;
export const rangeWords = (metres: number): string =>
  metres < 1_000 ? `${metres} m` : `${(metres / 1_000).toString().replace('.', ',')} km`;
const rangeOptions = (metres: number) =>
  [...new Set([...RANGES, metres])]
    .sort((a, b) => a - b)
    .map((one) => ({ value: String(one), label: rangeWords(one) }));

export const halfDaysWords = (halves: readonly HalfDay[]): string =>
  halves.length === 0
    ? 'aucune demi-journée'
    : halves.length === 1
      ? 'une demi-journée par semaine'
      : `${halves.length} demi-journées par semaine`;
const listed = (words: readonly string[], none: string): string =>
  words.length === 0 ? none : words.join(', ');

export const offered = (town: Town) =>
  town.programmes.filter((programme) => programme.on && programme.who !== 'professional');
export const languageOptions = Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label }));
const isLanguage = (code: string): boolean => Object.hasOwn(LANGUAGE_NAMES, code);

export const availability = question({
  path: 'disponibilites',
  title: 'Quand êtes-vous libre, une semaine ordinaire ?',
  why: 'Nous ne vous proposons rien en dehors de ces moments.',
  schema: z.object({ availability: choices(HALF_DAYS), weekdaysFrom: eveningSchema.optional() }),
  now: (me) =>
    me.weekdaysFrom
      ? `${halfDaysWords(me.availability)}, en semaine ${eveningWords(me.weekdaysFrom)}`
      : halfDaysWords(me.availability),
  known: (me) => freshForm({ availability: me.availability, weekdaysFrom: me.weekdaysFrom }),
  fields: ({ form }) => (
    <>
      <WeekGrid form={form} name="availability" />
      <EveningField form={form} />
    </>
  ),
  change: (read) => ({ availability: read.availability, weekdaysFrom: read.weekdaysFrom }),
});

export const rhythm = question({
  path: 'rythme',
  title: 'À quel rythme ?',
  why: 'C’est un plafond, jamais une obligation. Il se change à tout moment.',
  schema: z.object({
    weeklyCap: integer(1, 14, 'Choisissez un nombre de missions.'),
    restDays: integer(0, 14, 'Choisissez un nombre de jours.'),
    remindTwoHoursBefore: ticked(),
  }),
  now: (me) => `${me.weeklyCap === 1 ? 'une mission' : `${me.weeklyCap} missions`} par semaine au plus`,
  known: (me) =>
    freshForm({
      weeklyCap: me.weeklyCap,
      restDays: me.restDays,
      remindTwoHoursBefore: me.remindTwoHoursBefore,
    }),
  fields: ({ form, me, town }) => (
    <>
      <Select
        form={form}
        name="weeklyCap"
        label="Missions par semaine, au plus"
        options={[...new Set([1, 2, 3, 4, 5, 6, 7, me.weeklyCap])].map((n) => ({
          value: String(n),
          label: String(n),
        }))}
      />
      <Select
        form={form}
        name="restDays"
        label="Jours de repos après une mission"
        hint={town.caps.restDays > 0 ? `Au moins ${town.caps.restDays}, pour tout le monde.` : undefined}
        options={[...new Set([0, 1, 2, 3, 4, 5, 6, 7, me.restDays])]
          .filter((n) => n >= town.caps.restDays)
          .map((n) => ({ value: String(n), label: String(n) }))}
      />
      <Check form={form} name="remindTwoHoursBefore" label="Me le rappeler aussi deux heures avant" />
    </>
  ),
  change: (read) => read,
});

export const travel = question({
  path: 'deplacements',
  title: 'Comment vous déplacez-vous, et jusqu’où ?',
  schema: z.object({
    travel: choice(travelModes, 'Choisissez une façon de vous déplacer.'),
    rangeMetres: integer(200, 60_000, 'Choisissez une distance.'),
  }),
  now: (me) => `${TRAVEL_NAMES[me.travel]}, jusqu’à ${rangeWords(me.rangeMetres)}`,
  known: (me) => freshForm({ travel: me.travel, rangeMetres: me.rangeMetres }),
  fields: ({ form, me }) => (
    <>
      <Choice
        form={form}
        name="travel"
        label="Le plus souvent"
        options={travelModes.map((value) => ({ value, label: TRAVEL_NAMES[value] }))}
      />
      <Select
        form={form}
        name="rangeMetres"
        label="Distance de chez vous, au plus"
        hint="À vol d’oiseau."
        options={rangeOptions(me.rangeMetres)}
      />
    </>
  ),
  change: (read) => read,
});

export const languages = question({
  path: 'langues',
  title: 'Quelles langues parlez-vous ?',
  why: 'Entendre sa langue compte parfois plus que la distance.',
  schema: z.object({
    languages: z
      .array(z.string().regex(/^[a-z]{2}$/))
      .max(8)
      .default([]),
  }),
  now: (me) => listed(me.languages.map(languageName), 'aucune langue notée'),
  known: (me) => freshForm({ languages: me.languages }),
  fields: ({ form }) => (
    <Checks form={form} name="languages" label="Langues parlées avec aisance" options={languageOptions} />
  ),
  // A language told to the coordinator and absent from this list is not lost by saving the page.
  change: (read, me) => ({
    languages: [
      ...read.languages.filter(isLanguage),
      ...me.languages.filter((code) => !isLanguage(code)),
    ].slice(0, 8),
  }),
});

export const programmes = question({
  path: 'types-de-mission',
  title: 'Que souhaitez-vous faire ?',
  schema: z.object({ programmes: z.array(z.string().max(40)).max(60).default([]) }),
  now: (me, town) =>
    listed(
      offered(town)
        .filter(({ code }) => me.programmes.includes(code))
        .map(({ label }) => label.toLowerCase()),
      'rien pour le moment',
    ),
  known: (me) => freshForm({ programmes: me.programmes }),
  fields: ({ form, town }) => (
    <Checks
      form={form}
      name="programmes"
      label="Types de mission"
      options={offered(town).map(({ code, label, includes, excludes }) => ({
        value: code,
        label,
        hint: `${includes.join(', ')}. Jamais : ${excludes.join(' ; ')}.`,
      }))}
    />
  ),
  change: (read) => ({ programmes: read.programmes }),
});

export const places = question({
  path: 'lieux',
  title: 'Y a-t-il des lieux que vous préférez éviter ?',
  why: 'Cochez ce que vous préférez éviter. Aucune raison n’est demandée.',
  schema: z.object({ avoids: choices(NEEDS) }),
  now: (me) =>
    listed(
      me.avoids.map((need) => AVOID_NAMES[need]),
      'rien à éviter',
    ),
  known: (me) => freshForm({ avoids: me.avoids }),
  fields: ({ form }) => (
    <Checks
      form={form}
      name="avoids"
      label="Je préfère éviter"
      options={NEEDS.map((value) => ({ value, label: AVOID_NAMES[value] }))}
    />
  ),
  change: (read) => ({ avoids: read.avoids }),
});

export const contact = question({
  path: 'coordonnees',
  title: 'Vos coordonnées sont-elles justes ?',
  schema: z.object({
    firstName: text(60, 'Écrivez votre prénom.'),
    lastName: text(60, 'Écrivez votre nom.'),
    email: z.email({ error: 'Cette adresse électronique n’est pas complète.' }).max(160).optional(),
    line: textIfAny(160),
    sector: textIfAny(40),
  }),
  now: (me) => `${me.firstName} ${me.lastName}, ${frenchPhone(me.phone)}`,
  known: (me) =>
    freshForm({
      firstName: me.firstName,
      lastName: me.lastName,
      email: me.email,
      line: me.address.line,
      sector: me.address.sector,
    }),
  fields: ({ form, me, town }) => (
    <>
      <Field form={form} name="firstName" label="Prénom" autocomplete="given-name" max={60} />
      <Field form={form} name="lastName" label="Nom" autocomplete="family-name" max={60} />
      <Field
        form={form}
        name="email"
        label="Adresse électronique"
        type="email"
        autocomplete="email"
        optional
      />
      <Field form={form} name="line" label="Adresse" autocomplete="street-address" max={160} optional />
      <Select
        form={form}
        name="sector"
        label="Quartier"
        empty="Je ne sais pas, ou ailleurs"
        options={town.sectors.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <p>
        Votre téléphone : <strong>{frenchPhone(me.phone)}</strong>. Pour en changer, appelez-nous : nous
        vérifions de vive voix que c’est bien vous.
      </p>
    </>
  ),
  change: (read, me, town) => {
    const { line, sector: code, ...rest } = read;
    const moved = line !== me.address.line || code !== me.address.sector;
    return {
      ...rest,
      email: read.email,
      // The exact place is found again by a person; until then the middle of the sector stands for it.
      ...(moved ? { address: { line, ...placeInSector(code, town.sectors) } } : {}),
    };
  },
});

/** In the order in which they matter to a match. */
export const QUESTIONS = [availability, rhythm, travel, programmes, languages, places, contact] as const;
