import * as z from 'zod';
import { placeInSector } from '../../../../shared/geo/sector.ts';
import { frenchPhone } from '../../../../shared/phone/phone.ts';
import { Field, Select } from '../../../web/fields.tsx';
import { freshForm, text, textIfAny } from '../../../web/form.ts';
import { question } from './question.ts';

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
