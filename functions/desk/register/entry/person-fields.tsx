import { CAPACITIES, type Capacity, LOCAL_OTHER } from '../../../../shared/register/entry.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { Checks, Choice, DateField, Field, Select } from '../../../web/fields.tsx';
import { type FormState, typedIn } from '../../../web/form.ts';
import { CivilityField } from '../../civility.tsx';
import { LANGUAGES } from '../../seniors/words.ts';
import { CAPACITY } from '../words.ts';
import { CONTACTS } from './person-form.tsx';

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
    <CivilityField form={form} />
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
