import * as z from 'zod';
import {
  type Cadence,
  type Programme,
  peopleFor,
  type RequirementKind,
} from '../../../shared/town/programme.ts';
import { Badge, Facts } from '../../web/components.tsx';
import { Check, Field } from '../../web/fields.tsx';
import { integer, ticked } from '../../web/form.ts';
import { sectionRoutes } from './section.tsx';

const WHO = {
  volunteer: 'des bénévoles seulement',
  professional: 'des professionnels seulement',
  both: 'bénévoles ou professionnels',
} as const;
const PLACE = { home: 'au domicile', phone: 'par téléphone' } as const;
const CADENCE_NAMES: Readonly<Record<Cadence, string>> = {
  daily: 'chaque jour',
  weekly: 'chaque semaine',
  fortnightly: 'tous les quinze jours',
  'three-weekly': 'toutes les trois semaines',
  monthly: 'chaque mois',
  'two-monthly': 'tous les deux mois',
};
const REQUIREMENTS: Readonly<Record<RequirementKind, string>> = {
  charter: 'charte signée',
  interview: 'entretien',
  'criminal-record': 'extrait de casier vu',
  training: 'formation',
};

const onName = (programme: Programme): string => `on-${programme.code}`;
const durationName = (programme: Programme): string => `duration-${programme.code}`;

const peopleName = (programme: Programme): string => `people-${programme.code}`;
/** A town asks volunteers to go two by two; agents arrange their own pairs. */
const isForVolunteers = ({ who }: Programme): boolean => who !== 'professional';

const Policy = ({ programme }: { programme: Programme }) => (
  <Facts
    of={[
      ['Assuré par', `${WHO[programme.who]}, ${PLACE[programme.place]}`],
      ['Rythmes', programme.cadences.map((cadence) => CADENCE_NAMES[cadence]).join(', ')],
      ['Avant de commencer', programme.requirements.map((kind) => REQUIREMENTS[kind]).join(', ')],
      ['Comprend', programme.includes.join(' ; ')],
      ['Ne comprend pas', programme.excludes.join(' ; ')],
    ]}
  />
);

/** Which programmes the town offers; their policy is shown, their code and consent never change. */
export const programmesSection = sectionRoutes({
  slug: 'programmes',
  title: 'Programmes',
  lead: 'Un programme arrêté ne propose plus de nouvelles missions ; celles qui sont prévues ont lieu.',
  schema: (town) =>
    z.object({
      ...Object.fromEntries(town.programmes.map((programme) => [onName(programme), ticked()])),
      ...Object.fromEntries(
        town.programmes.map((programme) => [
          durationName(programme),
          integer(10, 480, `${programme.label} : une durée entre 10 et 480 minutes.`),
        ]),
      ),
      ...Object.fromEntries(
        town.programmes.filter(isForVolunteers).map((programme) => [peopleName(programme), ticked()]),
      ),
    }),
  known: (town) =>
    Object.fromEntries(
      town.programmes.flatMap((programme) => [
        [onName(programme), programme.on],
        [durationName(programme), programme.durationMinutes],
        [peopleName(programme), peopleFor(programme) === 2],
      ]),
    ),
  edit: (values) => (town) => {
    const read = new Map<string, unknown>(Object.entries(values));
    return {
      ...town,
      programmes: town.programmes.map((programme) => ({
        ...programme,
        on: read.get(onName(programme)) === true,
        durationMinutes: Number(read.get(durationName(programme)) ?? programme.durationMinutes),
        ...(isForVolunteers(programme) ? { people: read.get(peopleName(programme)) === true ? 2 : 1 } : {}),
      })),
    };
  },
  facts: (town) =>
    town.programmes.map((programme) => [
      programme.label,
      <>
        {programme.durationMinutes} min{peopleFor(programme) === 2 ? ', à deux' : ''},{' '}
        {programme.on ? <Badge tone="good">proposé</Badge> : <Badge>arrêté</Badge>}
      </>,
    ]),
  fields: ({ form, town }) => (
    <>
      {town.programmes.map((programme) => (
        <section class="card">
          <h2>{programme.label}</h2>
          <Policy programme={programme} />
          <Check form={form} name={onName(programme)} label="Proposé dans la ville" />
          <Field
            form={form}
            name={durationName(programme)}
            label="Durée (minutes)"
            inputmode="numeric"
            short
          />
          {isForVolunteers(programme) && (
            <Check
              form={form}
              name={peopleName(programme)}
              label="À deux : chaque mission demande deux bénévoles"
              hint="Pour les missions préparées à partir de maintenant ; celles qui existent ne changent pas."
            />
          )}
        </section>
      ))}
    </>
  ),
});
