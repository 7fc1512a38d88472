import * as z from 'zod';
import { changeEntry } from '../../../../shared/register/change-entry.ts';
import { edit, mayDo, mayHold } from '../../../../shared/register/decide-entry.ts';
import { refused } from '../../../../shared/result/result.ts';
import { Notice } from '../../../web/components.tsx';
import { ErrorSummary, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { type FormState, freshForm, readForm, withProblem } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import { entryAsked, isOpened } from '../readers/reader.tsx';
import { isLocalOpen } from '../rules-routes.tsx';
import { ENTRY_SENTENCES } from '../words.ts';
import { PersonFields } from './person-fields.tsx';
import { personFields, personFrom, personKnown } from './person-form.tsx';

const editForm = z.object(personFields);

const showEdit = async (c: DeskContext, id: string, form: FormState, status: 200 | 422 = 200) =>
  show(
    c,
    <DeskPage frame={frameOf(c)} title="Corriger la fiche" hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        <a href={`/registre/${id}`}>Sa fiche</a>
      </p>
      <ErrorSummary form={form} />
      <div class="narrow">
        <h1>Corriger la fiche</h1>
        <Notice>
          Un déménagement dans la commune se note ici. Hors de la commune, c’est une{' '}
          <a href={`/registre/${id}/radiation`}>radiation</a>.
        </Notice>
        <PostForm action={`/registre/${id}/modifier`} csrf={c.get('csrf')}>
          <PersonFields form={form} town={townOf(c)} localOpen={await isLocalOpen(c)} />
          <SubmitButton>Enregistrer</SubmitButton>
        </PostForm>
      </div>
    </DeskPage>,
    status,
  );

export const editPage = async (c: DeskContext): Promise<Response> => {
  const { value: entry } = await entryAsked(c, 'register.change');
  if (!entry.person || !mayDo(entry, 'edit') || !(await isOpened(c, entry.id)))
    return seeOther(c, `/registre/${entry.id}`);
  return showEdit(c, entry.id, freshForm(personKnown(entry.person)));
};

export const save = async (c: DeskContext): Promise<Response> => {
  const { value: entry } = await entryAsked(c, 'register.change');
  const read = await readForm(c, editForm);
  if (!read.ok) return showEdit(c, entry.id, read.refusal, 422);
  const { person, problems } = personFrom(read.value, townOf(c));
  const typed: FormState = { problems, typed: read.typed };
  if (problems.length > 0) return showEdit(c, entry.id, typed, 422);
  const localOpen = await isLocalOpen(c);
  const done = await changeEntry(
    c.var.world,
    entry.id,
    'register-edited',
    (one) =>
      mayHold(person, one.person, localOpen)
        ? edit(one, keepingPlace(one.person, person), c.var.now)
        : refused({ reason: 'local-practice-closed' }),
    actorOf(c),
    c.var.now,
  );
  if (done.ok) return seeOther(c, `/registre/${entry.id}`);
  const { field, sentence } = ENTRY_SENTENCES[done.refusal.reason];
  return showEdit(c, entry.id, withProblem(typed, field, sentence), 422);
};

type Person = ReturnType<typeof personFrom>['person'];
/** An address that did not change stays where it was found. */
const keepingPlace = (before: Person | undefined, after: Person): Person =>
  before && before.address.line === after.address.line && before.address.sector === after.address.sector
    ? {
        ...after,
        address: {
          ...after.address,
          precision: before.address.precision,
          ...(before.address.point ? { point: before.address.point } : {}),
        },
      }
    : after;
