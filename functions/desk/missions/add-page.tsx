import * as z from 'zod';
import type { AddMissionRefusal } from '../../../shared/missions/add-mission.ts';
import { type Senior, seniorName } from '../../../shared/seniors/senior.ts';
import { isOpenToVolunteers, peopleFor } from '../../../shared/town/programme.ts';
import type { Town } from '../../../shared/town/settings.ts';
import {
  Check,
  Choice,
  DateField,
  ErrorSummary,
  Field,
  Hidden,
  PostForm,
  SubmitButton,
} from '../../web/fields.tsx';
import { day, type FormState, integer, text, ticked, time } from '../../web/form.ts';
import { seniorPath } from '../day/people.ts';
import { DeskPage, type Frame } from '../layout.tsx';

export const addForm = z.object({
  personne: text(40, 'Choisissez d’abord la personne.'),
  programme: text(40, 'Choisissez ce qui est proposé.'),
  day: day('Choisissez le jour.'),
  time: time('Écrivez l’heure, comme 14:30.'),
  durationMinutes: integer(10, 480, 'Écrivez une durée en minutes, de 10 à 480.'),
  urgent: ticked(),
});

export const ADD_REFUSALS: Readonly<Record<AddMissionRefusal, readonly [string, string]>> = {
  unknown: ['', 'Ce dossier n’existe plus.'],
  'programme-off': ['programme', 'Ce programme n’est pas ouvert aux bénévoles.'],
  'senior-not-active': ['', 'Cette personne n’est pas accompagnée : ouvrez d’abord son dossier avec elle.'],
  'no-consent': [
    'programme',
    'Elle n’a pas donné son accord pour cela. Demandez-le-lui, notez-le, puis revenez.',
  ],
  'in-the-past': ['day', 'Choisissez un moment à venir.'],
  'senior-away': ['day', 'Elle a dit être absente ce jour-là.'],
  'already-planned': ['time', 'La même mission existe déjà à cette heure.'],
};

/** One mission outside the usual rhythm. */
export const AddMissionPage = ({
  frame,
  senior,
  town,
  form,
}: {
  frame: Frame;
  senior: Senior;
  town: Town;
  form: FormState;
}) => (
  <DeskPage frame={frame} title="Ajouter une mission" hasProblems={form.problems.length > 0}>
    <p class="crumbs no-print">
      <a href={seniorPath(senior.id)}>{seniorName(senior)}</a>
    </p>
    <div class="narrow">
      <ErrorSummary form={form} />
      <h1>Ajouter une mission pour {seniorName(senior)}</h1>
      <p>Une seule fois, hors du rythme convenu. La recherche d’un bénévole commence aussitôt.</p>
      <PostForm action="/missions" csrf={frame.csrf}>
        <Hidden name="personne" value={senior.id} />
        <Choice
          form={form}
          name="programme"
          label="Quoi"
          options={town.programmes.filter(isOpenToVolunteers).map((one) => ({
            value: one.code,
            label: one.label,
            hint: `${one.durationMinutes} min${peopleFor(one) === 2 ? ', à deux bénévoles' : ''}`,
          }))}
        />
        <div class="row">
          <DateField form={form} name="day" label="Jour" />
          <Field form={form} name="time" label="Heure" type="time" short />
          <Field
            form={form}
            name="durationMinutes"
            label="Durée en minutes"
            inputmode="numeric"
            short
            max={3}
          />
        </div>
        <Check form={form} name="urgent" label="Urgent : interroger plusieurs personnes à la fois" />
        <SubmitButton>Ajouter la mission</SubmitButton>
      </PostForm>
    </div>
  </DeskPage>
);
