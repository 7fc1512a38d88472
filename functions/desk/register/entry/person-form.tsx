import * as z from 'zod';
import { placeInSector } from '../../../../shared/geo/sector.ts';
import { frenchPhone } from '../../../../shared/phone/phone.ts';
import { readPhone } from '../../../../shared/phone/read-phone.ts';
import {
  CAPACITIES,
  type Capacity,
  LOCAL_OTHER,
  type RegisteredPerson,
} from '../../../../shared/register/entry.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { Checks, Choice, DateField, Field, Select } from '../../../web/fields.tsx';
import {
  choice,
  day,
  type FormState,
  integer,
  type Problem,
  text,
  textIfAny,
  typedIn,
} from '../../../web/form.ts';
import { LANGUAGES } from '../../seniors/words.ts';
import { CAPACITY } from '../words.ts';

const PHONES = [1, 2] as const;
const CONTACTS = [1, 2] as const;

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

const PHONE_PROBLEM = 'Ce numéro ne peut pas sonner : il en faut dix chiffres.';

/** What was typed as a registered person, or what is wrong with it. */
export const personFrom = (
  form: PersonForm,
  town: Town,
): { readonly person: RegisteredPerson; readonly problems: readonly Problem[] } => {
  const problems: Problem[] = [];
  const read = (field: `phone${1 | 2}` | `contactPhone${1 | 2}`) => {
    const typed = form[field];
    const phone = typed === '' ? undefined : readPhone(typed);
    if (typed !== '' && !phone) problems.push({ field, sentence: PHONE_PROBLEM });
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

const capacitiesShown = (withLocal: boolean): readonly Capacity[] =>
  withLocal ? [...CAPACITIES, LOCAL_OTHER] : CAPACITIES;

/** The closed list of what may be written (R121-3); nothing else has a field. */
export const PersonFields = ({
  form,
  town,
  localOpen,
}: {
  form: FormState;
  town: Town;
  localOpen: boolean;
}) => (
  <>
    <h2>La personne</h2>
    <Select
      form={form}
      name="civility"
      label="Civilité"
      empty="Non précisée"
      options={[
        { value: 'madame', label: 'Madame' },
        { value: 'monsieur', label: 'Monsieur' },
      ]}
      optional
    />
    <div class="row">
      <Field form={form} name="firstName" label="Prénom" max={60} optional />
      <Field form={form} name="lastName" label="Nom" max={60} />
      <Field form={form} name="birthName" label="Nom de naissance" max={60} optional />
    </div>
    <DateField form={form} name="birthDay" label="Date de naissance" optional />
    <Choice
      form={form}
      name="capacity"
      label="Inscrite au titre de"
      options={capacitiesShown(localOpen || typedIn(form, 'capacity') === LOCAL_OTHER).map((value) => ({
        value,
        label: CAPACITY[value],
      }))}
    />
    <h2>Où la joindre</h2>
    <Field form={form} name="line" label="Numéro et rue" max={160} optional />
    <Field
      form={form}
      name="complement"
      label="Complément d’adresse"
      hint="Bâtiment, nom sur la sonnette."
      max={160}
      optional
    />
    <div class="row">
      <Field form={form} name="postcode" label="Code postal" inputmode="numeric" max={10} optional />
      <Field form={form} name="city" label="Commune" hint={`Vide : ${town.name}.`} max={60} optional />
      <Select
        form={form}
        name="sector"
        label="Secteur"
        empty="À préciser"
        options={town.sectors.map(({ code, name }) => ({ value: code, label: name }))}
        optional
      />
    </div>
    <div class="row">
      <Field form={form} name="phone1" label="Téléphone" type="tel" max={40} optional />
      <Field form={form} name="phone2" label="Autre téléphone" type="tel" max={40} optional />
    </div>
    <Field
      form={form}
      name="homeHelp"
      label="Service qui vient à domicile"
      hint="Son nom et son téléphone."
      max={160}
      optional
    />
    {CONTACTS.map((row) => (
      <div class="row">
        <Field
          form={form}
          name={`contactName${row}`}
          label={`Personne à prévenir ${row}`}
          max={80}
          optional
        />
        <Field
          form={form}
          name={`contactLink${row}`}
          label={`Lien ${row}`}
          hint="fille, voisin…"
          max={60}
          optional
        />
        <Field
          form={form}
          name={`contactPhone${row}`}
          label={`Son téléphone ${row}`}
          type="tel"
          max={40}
          optional
        />
      </div>
    ))}
    <h2>Pour bien appeler</h2>
    <p class="quiet">Ces réponses servent à l’ordre des appels. On peut les laisser vides.</p>
    <Select
      form={form}
      name="livesAlone"
      label="Vit seule"
      empty="Non précisé"
      options={[
        { value: 'yes', label: 'Oui' },
        { value: 'no', label: 'Non' },
      ]}
      optional
    />
    <Field form={form} name="floor" label="Étage" inputmode="numeric" max={2} short optional />
    <Checks
      form={form}
      name="languages"
      label="Langues parlées"
      options={LANGUAGES.map(([value, label]) => ({ value, label }))}
      optional
    />
    <Field
      form={form}
      name="callNotes"
      label="À savoir pour appeler"
      hint="« Laisser sonner longtemps ». Rien sur la santé."
      max={200}
      optional
    />
  </>
);
