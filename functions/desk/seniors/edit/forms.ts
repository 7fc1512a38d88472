import * as z from 'zod';
import { frenchPhone } from '../../../../shared/phone/phone.ts';
import { readPhone } from '../../../../shared/phone/read-phone.ts';
import type { EditRefusal, SeniorEdit } from '../../../../shared/seniors/edit-senior.ts';
import { NEEDS, type Senior } from '../../../../shared/seniors/senior.ts';
import { SUBJECTS } from '../../../../shared/seniors/subjects.ts';
import type { WriteRefusal } from '../../../../shared/seniors/write-senior.ts';
import { civilDaySchema } from '../../../../shared/time/civil.ts';
import { choices, day, integer, type Problem, text, textIfAny } from '../../../web/form.ts';
import { CANNOT_RING } from '../../../web/phone-field.ts';

const version = integer(1, 1_000_000, 'Rechargez la page.');
/** Rows shown on a form; what a file holds beyond them is kept as it is. */
const ROWS = [1, 2, 3] as const;
const phoneField = textIfAny(40);

export const identityForm = z.object({
  version,
  civility: z.enum(['madame', 'monsieur']).optional(),
  firstName: textIfAny(60),
  lastName: text(60, 'Écrivez son nom.'),
  birthName: textIfAny(60),
  birthDay: day('Écrivez la date comme 31/12/1940.').optional(),
  phone1: phoneField,
  phone2: phoneField,
  phone3: phoneField,
  label1: textIfAny(40),
  label2: textIfAny(40),
  label3: textIfAny(40),
  email: z.email({ error: 'Cette adresse électronique est incomplète.' }).max(160).optional(),
  preferredChannel: z.enum(['phone', 'letter', 'sms', 'email', 'relative']),
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .max(6)
    .default([]),
  safeChannel: textIfAny(200),
});

/** An edit, or what is wrong with it field by field. */
export type Edited = { readonly edit: SeniorEdit; readonly problems: readonly Problem[] };

const phonesOf = (form: z.output<typeof identityForm>) => {
  const problems: Problem[] = [];
  const phones = ROWS.flatMap((row) => {
    const typed = form[`phone${row}`];
    if (typed === '') return [];
    const phone = readPhone(typed);
    if (!phone) problems.push({ field: `phone${row}`, sentence: CANNOT_RING });
    return phone ? [{ phone, label: form[`label${row}`] }] : [];
  });
  return { phones, problems };
};

export const identityEdit = (form: z.output<typeof identityForm>, senior: Senior): Edited => {
  const { phones, problems } = phonesOf(form);
  return {
    problems,
    edit: {
      civility: form.civility,
      firstName: form.firstName,
      lastName: form.lastName,
      birthName: form.birthName === '' ? undefined : form.birthName,
      birthDay: form.birthDay,
      phones: [...phones, ...senior.phones.slice(ROWS.length)],
      email: form.email,
      preferredChannel: form.preferredChannel,
      languages: form.languages,
      sensitive: form.safeChannel === '' ? undefined : { safeChannel: form.safeChannel },
    },
  };
};
export const identityKnown = (senior: Senior) => ({
  civility: senior.civility,
  firstName: senior.firstName,
  lastName: senior.lastName,
  birthName: senior.birthName,
  birthDay: senior.birthDay,
  ...Object.fromEntries(
    ROWS.flatMap((row) => {
      const held = senior.phones[row - 1];
      return held
        ? [[`phone${row}`, frenchPhone(held.phone)] as const, [`label${row}`, held.label] as const]
        : [];
    }),
  ),
  email: senior.email,
  preferredChannel: senior.preferredChannel,
  languages: senior.languages,
  safeChannel: senior.sensitive?.safeChannel,
});

export const notesForm = z.object({
  version,
  practicalNotes: textIfAny(500),
  needs: choices(NEEDS),
  wishes: textIfAny(500),
  subjects: choices(SUBJECTS),
  gives: textIfAny(300),
});
export const notesEdit = ({ version: _, ...edit }: z.output<typeof notesForm>): Edited => ({
  edit,
  problems: [],
});
export const notesKnown = ({ practicalNotes, needs, wishes, subjects, gives }: Senior) => ({
  practicalNotes,
  needs,
  wishes,
  subjects,
  gives,
});

export const contactsForm = z.object({
  version,
  name1: textIfAny(80),
  name2: textIfAny(80),
  name3: textIfAny(80),
  link1: textIfAny(60),
  link2: textIfAny(60),
  link3: textIfAny(60),
  phone1: phoneField,
  phone2: phoneField,
  phone3: phoneField,
});
export const contactsEdit = (form: z.output<typeof contactsForm>, senior: Senior): Edited => {
  const problems: Problem[] = [];
  const emergencyContacts = ROWS.flatMap((row) => {
    const [name, typed] = [form[`name${row}`], form[`phone${row}`]];
    if (name === '' && typed === '') return [];
    const phone = readPhone(typed);
    if (!phone) problems.push({ field: `phone${row}`, sentence: CANNOT_RING });
    if (name === '') problems.push({ field: `name${row}`, sentence: 'Écrivez le nom de cette personne.' });
    return phone && name !== '' ? [{ name, link: form[`link${row}`], phone }] : [];
  });
  const others = senior.emergencyContacts.slice(ROWS.length);
  return { edit: { emergencyContacts: [...emergencyContacts, ...others] }, problems };
};
export const contactsKnown = (senior: Senior) =>
  Object.fromEntries(
    ROWS.flatMap((row) => {
      const held = senior.emergencyContacts[row - 1];
      return held
        ? [
            [`name${row}`, held.name] as const,
            [`link${row}`, held.link] as const,
            [`phone${row}`, frenchPhone(held.phone)] as const,
          ]
        : [];
    }),
  );

const anyDay = z.union([z.literal(''), civilDaySchema]).default('');
export const absencesForm = z.object({
  version,
  from1: anyDay,
  to1: anyDay,
  from2: anyDay,
  to2: anyDay,
  from3: anyDay,
  to3: anyDay,
});
export const absencesEdit = (form: z.output<typeof absencesForm>, senior: Senior): Edited => {
  const problems: Problem[] = [];
  const absences = ROWS.flatMap((row) => {
    const [from, to] = [form[`from${row}`], form[`to${row}`]];
    if (from === '' && to === '') return [];
    if (from !== '' && to !== '' && to >= from) return [{ from, to }];
    problems.push({
      field: `to${row}`,
      sentence: 'Le retour vient après le départ : corrigez l’une des dates.',
    });
    return [];
  });
  return { edit: { absences: [...absences, ...senior.absences.slice(ROWS.length)] }, problems };
};
export const absencesKnown = (senior: Senior) =>
  Object.fromEntries(
    ROWS.flatMap((row) => {
      const held = senior.absences[row - 1];
      return held ? [[`from${row}`, held.from] as const, [`to${row}`, held.to] as const] : [];
    }),
  );

export const EDIT_SENTENCES: Readonly<Record<EditRefusal | WriteRefusal, Problem>> = {
  closed: {
    field: '',
    sentence: 'Ce dossier est clos ou en train d’être réuni : il se lit, il ne s’écrit plus.',
  },
  'name-missing': { field: 'lastName', sentence: 'Écrivez son nom.' },
  'absence-reversed': { field: 'to1', sentence: 'Une absence finit avant de commencer.' },
  'channel-without-means': {
    field: 'preferredChannel',
    sentence: 'Ce moyen de contact manque : notez d’abord un mobile, un courriel ou un proche.',
  },
  'no-such-senior': { field: '', sentence: 'Ce dossier n’existe plus.' },
  'changed-meanwhile': {
    field: '',
    sentence:
      'Quelqu’un a modifié ce dossier pendant que vous écriviez. Vérifiez, puis enregistrez de nouveau.',
  },
};
