import * as z from 'zod';
import { placeInSector } from '../../../../shared/geo/sector.ts';
import { frenchPhone } from '../../../../shared/phone/phone.ts';
import { readPhone } from '../../../../shared/phone/read-phone.ts';
import { CAPACITIES, LOCAL_OTHER, type RegisteredPerson } from '../../../../shared/register/entry.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { choice, day, integer, type Problem, text, textIfAny } from '../../../web/form.ts';
import { CANNOT_RING } from '../../../web/phone-field.ts';

const PHONES = [1, 2] as const;
export const CONTACTS = [1, 2] as const;

export const personFields = {
  civility: z.enum(['madame', 'monsieur']).optional(),
  firstName: textIfAny(60),
  lastName: text(60, 'Écrivez son nom.'),
  birthName: textIfAny(60),
  birthDay: day('Écrivez la date comme 31/12/1940.').optional(),
  capacity: choice([...CAPACITIES, LOCAL_OTHER], 'Choisissez à quel titre elle est inscrite.'),
  line: textIfAny(160),
  complement: textIfAny(160),
  postcode: textIfAny(10),
  city: textIfAny(60),
  sector: textIfAny(40),
  phone1: textIfAny(40),
  phone2: textIfAny(40),
  homeHelp: textIfAny(160),
  contactName1: textIfAny(80),
  contactName2: textIfAny(80),
  contactLink1: textIfAny(60),
  contactLink2: textIfAny(60),
  contactPhone1: textIfAny(40),
  contactPhone2: textIfAny(40),
  livesAlone: z.enum(['yes', 'no']).optional(),
  floor: integer(0, 60, 'Écrivez l’étage en chiffres, 0 pour le rez-de-chaussée.').optional(),
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .max(6)
    .default([]),
  callNotes: textIfAny(200),
};
const personForm = z.object(personFields);
type PersonForm = z.output<typeof personForm>;

/** What was typed as a registered person, or what is wrong with it. */
export const personFrom = (
  form: PersonForm,
  town: Town,
): { readonly person: RegisteredPerson; readonly problems: readonly Problem[] } => {
  const problems: Problem[] = [];
  const read = (field: `phone${1 | 2}` | `contactPhone${1 | 2}`) => {
    const typed = form[field];
    const phone = typed === '' ? undefined : readPhone(typed);
    if (typed !== '' && !phone) problems.push({ field, sentence: CANNOT_RING });
    return phone;
  };
  const phones = PHONES.flatMap((row) => {
    const phone = read(`phone${row}`);
    return phone ? [{ phone, label: '' }] : [];
  });
  const contacts = CONTACTS.flatMap((row) => {
    const name = form[`contactName${row}`];
    const phone = read(`contactPhone${row}`);
    if (name !== '' && form[`contactPhone${row}`] === '')
      problems.push({ field: `contactPhone${row}`, sentence: 'Écrivez son téléphone, ou videz la ligne.' });
    return phone ? [{ name: name || 'Personne à prévenir', link: form[`contactLink${row}`], phone }] : [];
  });
  const person: RegisteredPerson = {
    ...(form.civility ? { civility: form.civility } : {}),
    firstName: form.firstName,
    lastName: form.lastName,
    ...(form.birthName === '' ? {} : { birthName: form.birthName }),
    ...(form.birthDay ? { birthDay: form.birthDay } : {}),
    capacity: form.capacity,
    address: {
      line: form.line,
      ...(form.complement === '' ? {} : { complement: form.complement }),
      ...(form.postcode === '' ? {} : { postcode: form.postcode }),
      city: form.city === '' ? town.name : form.city,
      ...placeInSector(form.sector === '' ? undefined : form.sector, town.sectors),
    },
    phones,
    homeHelp: form.homeHelp,
    contacts,
    ...(form.livesAlone ? { livesAlone: form.livesAlone === 'yes' } : {}),
    ...(form.floor === undefined ? {} : { floor: form.floor }),
    languages: form.languages,
    callNotes: form.callNotes,
  };
  return { person, problems };
};

/** The fields of somebody already written down. */
export const personKnown = (person: RegisteredPerson) => ({
  civility: person.civility,
  firstName: person.firstName,
  lastName: person.lastName,
  birthName: person.birthName,
  birthDay: person.birthDay,
  capacity: person.capacity,
  line: person.address.line,
  complement: person.address.complement,
  postcode: person.address.postcode,
  city: person.address.city,
  sector: person.address.sector,
  ...Object.fromEntries(
    PHONES.flatMap((row) => {
      const held = person.phones[row - 1];
      return held ? [[`phone${row}`, frenchPhone(held.phone)] as const] : [];
    }),
  ),
  ...Object.fromEntries(
    CONTACTS.flatMap((row) => {
      const held = person.contacts[row - 1];
      return held
        ? [
            [`contactName${row}`, held.name] as const,
            [`contactLink${row}`, held.link] as const,
            [`contactPhone${row}`, frenchPhone(held.phone)] as const,
          ]
        : [];
    }),
  ),
  homeHelp: person.homeHelp,
  livesAlone: person.livesAlone === undefined ? undefined : person.livesAlone ? 'yes' : 'no',
  floor: person.floor,
  languages: person.languages,
  callNotes: person.callNotes,
});
