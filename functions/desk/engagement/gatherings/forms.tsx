import * as z from 'zod';
import { type GatheringPlan, seenOf } from '../../../../shared/engagement/gatherings/decide-gathering.ts';
import { isOpenToVolunteers } from '../../../../shared/town/programme.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import type { Gathering } from '../../../../shared/volunteers/gatherings/gathering.ts';
import { GATHERING_TYPES } from '../../../../shared/volunteers/gatherings/gathering-type.ts';
import { Facts } from '../../../web/components.tsx';
import {
  Check,
  Choice,
  DateField,
  ErrorSummary,
  Field,
  Hidden,
  PostForm,
  Select,
  SubmitButton,
  TextArea,
} from '../../../web/fields.tsx';
import {
  choice,
  day,
  type FormState,
  freshForm,
  integer,
  text,
  textIfAny,
  ticked,
  time,
  typedIn,
} from '../../../web/form.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { GATHERINGS, gatheringPath, planFacts, TYPE_NAMES } from './words.ts';

const HOURS = 'Écrivez l’heure comme 14 h 30.';
export const planForm = z.object({
  id: z.string().max(40).optional(),
  seen: z.string().max(40).default(''),
  type: choice(GATHERING_TYPES, 'Choisissez une sorte de rendez-vous.'),
  title: text(80, 'Donnez-lui un nom, comme « Écouter sans conseiller ».'),
  day: day('Choisissez le jour.'),
  from: time(HOURS),
  to: time(HOURS),
  place: text(160, 'Écrivez le lieu : salle, adresse.'),
  details: textIfAny(600),
  seats: integer(1, 500, 'Écrivez un nombre de places, de 1 à 500.'),
  fulfils: ticked(),
  audience: z
    .string({ error: 'Choisissez qui inviter.' })
    .regex(/^(all|programme:[\w-]{1,40}|sector:[\w-]{1,40})$/, 'Choisissez qui inviter.'),
});

const audienceOf = (typed: string): Gathering['audience'] => {
  const [of, code = ''] = typed.split(':');
  return of === 'programme' || of === 'sector' ? { of, code } : { of: 'all' };
};
export const planOf = ({
  fulfils,
  audience,
  id: _,
  seen: __,
  ...typed
}: z.infer<typeof planForm>): GatheringPlan => ({
  ...typed,
  audience: audienceOf(audience),
  ...(fulfils && typed.type === 'training' ? { fulfils: 'training' } : {}),
});

export const freshPlan = (id: string, one?: Gathering): FormState =>
  one
    ? freshForm({
        ...{ type: one.type, title: one.title, day: one.day, from: one.from, to: one.to },
        ...{ place: one.place, details: one.details, seats: one.seats },
        fulfils: one.fulfils !== undefined,
        seen: seenOf(one),
        audience: one.audience.of === 'all' ? 'all' : `${one.audience.of}:${one.audience.code}`,
      })
    : freshForm({
        id,
        type: 'training',
        fulfils: true,
        audience: 'all',
        seats: 12,
        from: '14:00',
        to: '16:00',
      });

/** A new one, or one written anew. */
export const PlanPage = ({
  frame,
  town,
  form,
  id,
  one,
  isConflict = false,
}: {
  frame: Frame;
  town: Town;
  form: FormState;
  /** Somebody else wrote it meanwhile: what is kept is shown beside what was typed. */
  isConflict?: boolean;
  /** Of the form: sent twice, it is written once. */
  id: string;
  one?: Gathering;
}) => (
  <DeskPage
    frame={frame}
    title={one ? 'Modifier le rendez-vous' : 'Nouveau rendez-vous'}
    hasProblems={form.problems.length > 0}
  >
    <p class="crumbs">
      <a href={one ? gatheringPath(one) : GATHERINGS}>{one ? one.title : 'Rendez-vous'}</a>
    </p>
    <div class="narrow">
      <ErrorSummary form={form} />
      <h1>{one ? 'Modifier le rendez-vous' : 'Nouveau rendez-vous'}</h1>
      {one?.state === 'open' && (
        <p>
          Un changement de jour, d’heure ou de lieu est dit par SMS à chaque personne inscrite ou en attente.
          {one.invitingSince && ' Un changement de jour ou d’heure arrête l’envoi des invitations.'}
        </p>
      )}
      {one && isConflict && (
        <section class="card">
          <h2>Enregistré actuellement</h2>
          <Facts of={[['Nom', one.title], ...planFacts(one, town), ['Places', String(one.seats)]]} />
        </section>
      )}
      <PostForm action={one ? `${gatheringPath(one)}/modifier` : GATHERINGS} csrf={frame.csrf}>
        {one ? (
          <Hidden name="seen" value={isConflict ? seenOf(one) : typedIn(form, 'seen')} />
        ) : (
          <Hidden name="id" value={id} />
        )}
        <Choice
          form={form}
          name="type"
          label="Sorte"
          options={GATHERING_TYPES.map((value) => ({ value, label: TYPE_NAMES[value] }))}
        />
        <Field form={form} name="title" label="Nom" max={80} />
        <div class="row">
          <DateField form={form} name="day" label="Jour" />
          <Field form={form} name="from" label="De" type="time" />
          <Field form={form} name="to" label="À" type="time" />
        </div>
        <Field
          form={form}
          name="place"
          label="Lieu"
          hint="Une salle, une adresse : jamais chez une personne accompagnée."
          max={160}
        />
        <TextArea form={form} name="details" label="À savoir" max={600} rows={3} optional />
        <Field form={form} name="seats" label="Places" type="number" short inputmode="numeric" />
        <Select
          form={form}
          name="audience"
          label="Qui est invité"
          hint="Nul n’est invité pendant sa pause. À une formation, aussi les personnes reçues en entretien."
          options={[
            { value: 'all', label: 'Tous les bénévoles' },
            ...town.programmes
              .filter(isOpenToVolunteers)
              .map(({ code, label }) => ({ value: `programme:${code}`, label: `Programme : ${label}` })),
            ...town.sectors.map(({ code, name }) => ({
              value: `sector:${code}`,
              label: `Secteur : ${name}`,
            })),
          ]}
        />
        <Check
          form={form}
          name="fulfils"
          label="Y venir vaut la formation du dossier"
          hint="Pour une formation : les personnes présentes l’ont dans leur dossier, pour deux ans."
        />
        <SubmitButton>{one ? 'Enregistrer' : 'Préparer le rendez-vous'}</SubmitButton>
      </PostForm>
    </div>
  </DeskPage>
);
