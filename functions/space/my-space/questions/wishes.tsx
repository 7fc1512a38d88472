import * as z from 'zod';
import { AVOIDABLE } from '../../../../shared/seniors/senior.ts';
import { SUBJECTS, subjectWords } from '../../../../shared/seniors/subjects.ts';
import { isOpenToVolunteers } from '../../../../shared/town/programme.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { AVOID_NAMES, LANGUAGE_NAMES, languageName } from '../../../../shared/volunteers/words.ts';
import { Checks } from '../../../web/fields.tsx';
import { choices, freshForm } from '../../../web/form.ts';
import { SUBJECT_OPTIONS } from '../../../web/subjects.ts';
import { question } from './question.ts';

const listed = (words: readonly string[], none: string): string =>
  words.length === 0 ? none : words.join(', ');

export const offered = (town: Town) => town.programmes.filter(isOpenToVolunteers);
export const languageOptions = Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label }));
const isLanguage = (code: string): boolean => Object.hasOwn(LANGUAGE_NAMES, code);

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

export const subjects = question({
  path: 'gouts',
  title: 'De quoi aimez-vous parler, qu’aimez-vous faire ?',
  why: 'Un goût en commun aide à faire connaissance : nous en tenons compte pour vos propositions. Rien n’est obligatoire.',
  schema: z.object({ subjects: choices(SUBJECTS) }),
  now: (me) => subjectWords(me.subjects) || 'rien de noté',
  known: (me) => freshForm({ subjects: me.subjects }),
  fields: ({ form }) => (
    <Checks form={form} name="subjects" label="J’aime" options={SUBJECT_OPTIONS} optional />
  ),
  change: (read) => ({ subjects: read.subjects }),
});

export const places = question({
  path: 'lieux',
  title: 'Y a-t-il des lieux que vous préférez éviter ?',
  why: 'Cochez ce que vous préférez éviter. Aucune raison n’est demandée.',
  schema: z.object({ avoids: choices(AVOIDABLE) }),
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
      options={AVOIDABLE.map((value) => ({ value, label: AVOID_NAMES[value] }))}
    />
  ),
  change: (read) => ({ avoids: read.avoids }),
});
