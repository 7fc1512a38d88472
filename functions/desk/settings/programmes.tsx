import * as z from 'zod';
import {
  CADENCES,
  type Cadence,
  cadenceSchema,
  mayGoInRounds,
  type Programme,
  peopleFor,
  programmesToChoose,
  type RequirementKind,
} from '../../../shared/town/programme.ts';
import { Badge, Facts } from '../../web/components.tsx';
import { Check, Checks, Field } from '../../web/fields.tsx';
import { choices, integer, ticked } from '../../web/form.ts';
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
/** Volunteers go two by two to a door; agents arrange their own pairs, a round has its own carriers. */
const mayGoByTwo = ({ who, place, inRounds }: Programme): boolean =>
  who !== 'professional' && place === 'home' && !inRounds;

const Policy = ({ programme }: { programme: Programme }) => (
  <Facts
    of={[
      ['Assuré par', `${WHO[programme.who]}, ${PLACE[programme.place]}`],
      ['Avant de commencer', programme.requirements.map((kind) => REQUIREMENTS[kind]).join(', ')],
      ['Comprend', programme.includes.join(' ; ')],
      ['Ne comprend pas', programme.excludes.join(' ; ')],
    ]}
  />
);

const rhythmName = (programme: Programme): string => `rhythm-${programme.code}`;
const roundsName = (programme: Programme): string => `rounds-${programme.code}`;
const choosable = (town: { readonly programmes: readonly Programme[] }) =>
  programmesToChoose(town.programmes);

/** Which programmes the town offers, and which it may take up; their policy is shown, their code and consent never change. */
export const programmesSection = sectionRoutes({
  slug: 'programmes',
  title: 'Programmes',
  lead: 'Un programme arrêté ne propose plus de nouvelles missions ; celles qui sont prévues ont lieu.',
  schema: (town) =>
    z.object({
      ...Object.fromEntries(choosable(town).map((programme) => [onName(programme), ticked()])),
      ...Object.fromEntries(
        choosable(town).map((programme) => [
          durationName(programme),
          integer(10, 480, `${programme.label} : une durée entre 10 et 480 minutes.`),
        ]),
      ),
      ...Object.fromEntries(choosable(town).map((programme) => [rhythmName(programme), choices(CADENCES)])),
      ...Object.fromEntries(
        choosable(town)
          .filter(mayGoByTwo)
          .map((programme) => [peopleName(programme), ticked()]),
      ),
      ...Object.fromEntries(
        choosable(town)
          .filter(mayGoInRounds)
          .map((programme) => [roundsName(programme), ticked()]),
      ),
    }),
  known: (town) =>
    Object.fromEntries(
      choosable(town).flatMap((programme) => [
        [onName(programme), programme.on],
        [durationName(programme), programme.durationMinutes],
        [rhythmName(programme), programme.cadences],
        [peopleName(programme), peopleFor(programme) === 2],
        [roundsName(programme), programme.inRounds === true],
      ]),
    ),
  edit: (values) => (town) => {
    const read = new Map<string, unknown>(Object.entries(values));
    return {
      ...town,
      // One that was never taken up stays out of the town's own list until somebody ticks it.
      programmes: choosable(town)
        .filter(
          (programme) =>
            read.get(onName(programme)) === true ||
            town.programmes.some(({ code }) => code === programme.code),
        )
        .map((programme) => {
          const { inRounds: _, ...rest } = programme;
          const rhythms = z
            .array(cadenceSchema)
            .min(1)
            .safeParse(read.get(rhythmName(programme)));
          return {
            ...rest,
            on: read.get(onName(programme)) === true,
            durationMinutes: Number(read.get(durationName(programme)) ?? programme.durationMinutes),
            // None ticked is no answer: somebody comes at some rhythm.
            cadences: rhythms.success ? rhythms.data : programme.cadences,
            ...(mayGoByTwo(programme) ? { people: read.get(peopleName(programme)) === true ? 2 : 1 } : {}),
            ...(mayGoInRounds(programme) && read.get(roundsName(programme)) === true
              ? { inRounds: true as const }
              : {}),
          };
        }),
    };
  },
  facts: (town) =>
    town.programmes.map((programme) => [
      programme.label,
      <>
        {programme.durationMinutes} min{peopleFor(programme) === 2 ? ', à deux' : ''}
        {programme.inRounds ? ', en tournées' : ''},{' '}
        {programme.on ? <Badge tone="good">proposé</Badge> : <Badge>arrêté</Badge>}
      </>,
    ]),
  fields: ({ form, town }) => (
    <>
      {choosable(town).map((programme) => (
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
          <Checks
            form={form}
            name={rhythmName(programme)}
            label="Rythmes"
            options={CADENCES.map((value) => ({ value, label: CADENCE_NAMES[value] }))}
          />
          {mayGoInRounds(programme) && (
            <Check
              form={form}
              name={roundsName(programme)}
              label="En tournées : un porteur, plusieurs portes"
              hint="Les livraisons attendent une tournée au lieu d’être proposées une à une. Pour celles qui sont prévues à partir de maintenant."
            />
          )}
          {mayGoByTwo(programme) && (
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
