import type { Hono } from 'hono';
import * as z from 'zod';
import { dayOf } from '../../../shared/time/civil.ts';
import {
  addExceptionOf,
  editVolunteer,
  removeExceptionOf,
} from '../../../shared/volunteers/profile/edit-volunteer.ts';
import { currentExceptions } from '../../../shared/volunteers/profile/profile.ts';
import { choice, day, type FormState, freshForm, readForm, withProblem } from '../../web/form.ts';
import { seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { AbsencesPage } from './absences-page.tsx';
import { QuestionPage } from './pages.tsx';
import { contact } from './questions/contact.tsx';
import type { Question } from './questions/question.ts';
import { travel } from './questions/travel.tsx';
import { availability, rhythm } from './questions/when.tsx';
import { languages, places, programmes, subjects } from './questions/wishes.tsx';
import { inSpace, type Space } from './space.ts';

const addQuestion = <S extends z.ZodObject>(app: Hono<WebEnv>, question: Question<S>): void => {
  const path = `/espace/${question.path}`;
  app.get(
    path,
    inSpace((c, space) =>
      show(c, <QuestionPage space={space} question={question} form={question.known(space.me)} />),
    ),
  );
  app.post(
    path,
    inSpace(async (c, space) => {
      const read = await readForm(c, question.schema);
      if (!read.ok)
        return show(c, <QuestionPage space={space} question={question} form={read.refusal} />, 422);
      const changes = question.change(read.value, space.me, space.town);
      await editVolunteer(c.get('world'), space.me.id, changes, space.actor, c.get('now'));
      return seeOther(c, '/espace?fait=note');
    }),
  );
};

const exceptionForm = z.object({
  kind: choice(['away', 'free'], 'Dites si c’est une absence ou du temps libre en plus.'),
  from: day('Écrivez le premier jour.'),
  to: day('Écrivez le dernier jour.').optional(),
  half: choice(['day', 'am', 'pm'], 'Choisissez un moment de la journée.').default('day'),
});

const absences = (c: WebContext, space: Space, form: FormState, status: 200 | 422 = 200) =>
  show(
    c,
    <AbsencesPage space={space} form={form} current={currentExceptions(space.me, dayOf(c.get('now')))} />,
    status,
  );

const postAbsence = inSpace(async (c, space) => {
  const read = await readForm(c, exceptionForm);
  if (!read.ok) return absences(c, space, read.refusal, 422);
  const { kind, from, half } = read.value;
  const exception = { kind, from, to: read.value.to ?? from, ...(half === 'day' ? {} : { half }) };
  const added = await addExceptionOf(c.get('world'), space.me.id, exception, space.actor, c.get('now'));
  if (added.ok) return seeOther(c, '/espace/absences');
  const form = { problems: [], typed: read.typed };
  switch (added.refusal.reason) {
    case 'dates-reversed':
      return absences(c, space, withProblem(form, 'to', 'Le dernier jour vient avant le premier.'), 422);
    case 'day-past':
      return absences(c, space, withProblem(form, 'from', 'Ces jours sont passés.'), 422);
    case 'too-many':
      return absences(
        c,
        space,
        withProblem(form, '', 'Il y en a déjà quarante : retirez-en d’abord une.'),
        422,
      );
    default:
      return seeOther(c, '/espace');
  }
});

/** One screen for each thing a volunteer says of themselves. */
export const profileRoutes = (app: Hono<WebEnv>): void => {
  addQuestion(app, availability);
  addQuestion(app, rhythm);
  addQuestion(app, travel);
  addQuestion(app, programmes);
  addQuestion(app, languages);
  addQuestion(app, subjects);
  addQuestion(app, places);
  addQuestion(app, contact);

  app.get(
    '/espace/absences',
    inSpace((c, space) => absences(c, space, freshForm({ kind: 'away', half: 'day' }))),
  );
  app.post('/espace/absences', postAbsence);
  app.post(
    '/espace/absences/retirer',
    inSpace(async (c, { me, actor }) => {
      const read = await readForm(c, exceptionForm);
      if (read.ok) {
        const { kind, from, half } = read.value;
        const exception = { kind, from, to: read.value.to ?? from, ...(half === 'day' ? {} : { half }) };
        await removeExceptionOf(c.get('world'), me.id, exception, actor, c.get('now'));
      }
      return seeOther(c, '/espace/absences');
    }),
  );
};
