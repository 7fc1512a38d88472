import * as z from 'zod';
import { frenchPhone } from '../../../shared/phone/phone.ts';

import { Field, Select } from '../../web/fields.tsx';
import { choice, text, textIfAny } from '../../web/form.ts';
import { phone } from '../../web/phone-field.ts';
import { sectionRoutes } from './section.tsx';
import { senderField } from './sender.ts';

const ZONES = { metropole: 'France métropolitaine', 'alsace-moselle': 'Alsace et Moselle' } as const;

/** Who the town is: what every page and every SMS says of it. */
export const houseSection = sectionRoutes({
  slug: 'maison',
  title: 'La maison et la ville',
  lead: 'Ces noms et ces numéros figurent sur les pages, les lettres et les SMS.',
  schema: () =>
    z.object({
      name: text(60, 'Écrivez le nom de la ville.'),
      houseName: text(60, 'Écrivez le nom de votre service, comme « Maison des Seniors ».'),
      address: textIfAny(200),
      phone: phone('Écrivez le numéro que les bénévoles appellent.'),
      dutyPhone: phone('Écrivez le numéro de l’astreinte.').optional(),
      coordinatorFirstName: text(20, 'Écrivez le prénom qui signe les SMS.'),
      senderId: senderField(),
      colour: z
        .string({ error: 'Choisissez une couleur.' })
        .trim()
        .toLowerCase()
        .regex(/^#[0-9a-f]{6}$/, 'Écrivez la couleur comme #1f5a54.'),
      holidayZone: choice(['metropole', 'alsace-moselle'], 'Choisissez les jours fériés à suivre.'),
      charterVersion: text(20, 'Écrivez le nom de la charte en vigueur.'),
    }),
  known: (town) => ({
    name: town.name,
    houseName: town.houseName,
    address: town.address,
    phone: frenchPhone(town.phone),
    dutyPhone: town.dutyPhone && frenchPhone(town.dutyPhone),
    coordinatorFirstName: town.coordinatorFirstName,
    senderId: town.senderId,
    colour: town.colour,
    holidayZone: town.holidayZone,
    charterVersion: town.charterVersion,
  }),
  edit: (values) => (town) => ({ ...town, ...values, dutyPhone: values.dutyPhone }),
  facts: (town) => [
    ['Ville', `${town.name} (${town.communeCode})`],
    ['Service', town.houseName],
    ['Adresse', town.address],
    ['Téléphone', frenchPhone(town.phone)],
    ['Astreinte', town.dutyPhone && frenchPhone(town.dutyPhone)],
    ['Signature des SMS', town.coordinatorFirstName],
    ['Expéditeur des SMS', town.senderId],
    ['Couleur', town.colour],
    ['Jours fériés', ZONES[town.holidayZone]],
    ['Charte en vigueur', town.charterVersion],
  ],
  fields: ({ form }) => (
    <>
      <Field form={form} name="name" label="Nom de la ville" max={60} />
      <Field form={form} name="houseName" label="Nom du service" max={60} />
      <Field form={form} name="address" label="Adresse du service" max={200} optional />
      <Field
        form={form}
        name="phone"
        label="Téléphone du service"
        hint="Celui que bénévoles et aînés appellent ; il figure dans chaque SMS."
        type="tel"
      />
      <Field
        form={form}
        name="dutyPhone"
        label="Téléphone de l’astreinte"
        hint="Reçoit les alertes urgentes : sortie non signalée, signalement grave."
        type="tel"
        optional
      />
      <Field form={form} name="coordinatorFirstName" label="Prénom qui signe les SMS" max={20} />
      <Field
        form={form}
        name="senderId"
        label="Expéditeur des SMS"
        hint="3 à 11 lettres sans accent ou chiffres, sans espace. Le numéro ne se voit pas ; personne ne peut y répondre."
        max={11}
        short
      />
      <Field
        form={form}
        name="colour"
        label="Couleur des pages"
        hint="Assez foncée pour que le texte se lise dessus ; le contraste est vérifié."
        type="color"
        short
      />
      <Select
        form={form}
        name="holidayZone"
        label="Jours fériés"
        options={Object.entries(ZONES).map(([value, label]) => ({ value, label }))}
      />
      <Field
        form={form}
        name="charterVersion"
        label="Charte du bénévolat en vigueur"
        hint="Quand ce nom change, chaque bénévole doit signer de nouveau."
        max={20}
        short
      />
    </>
  ),
});
